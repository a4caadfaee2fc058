"""Training of the models that ship with the package. Needs the extra ``train`` (torch); nothing here runs when news is read."""
