def derive(folder, snapshot):
    return None
