"""Language: how texts fall into paragraphs and sentences, how dates and names are written."""
