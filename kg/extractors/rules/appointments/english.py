"""stub"""


def turns(document, people, findings, context):
    return ()
