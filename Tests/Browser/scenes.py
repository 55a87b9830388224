"""Pages that no link leads to: answers to forms."""


def scenes(role):
    """What a role does, each with the name under which the page is told."""
    return SCENES.get(role, [])


SCENES = {}
