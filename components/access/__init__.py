"""Who is let in, and who may open own data.

It reads settings and what the sign-in says. It draws nothing: the gate and the account
menu stand in ``components.frame``.
"""
