"""One file per revision; `store.migrate.REVISIONS` lists them."""
