"""What a study is made of: documents, cases, memos, and the names in them."""
