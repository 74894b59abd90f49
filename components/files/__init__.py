"""One writer a format: pictures, slides, documents, workbooks, web pages and packages of exhibits."""
