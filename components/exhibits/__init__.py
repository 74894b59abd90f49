"""What a view shows, as things that can leave the app: the model, one module a section, references and origin."""
