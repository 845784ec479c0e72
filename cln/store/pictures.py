"""Pictures that earlier versions drew of a report and kept beside the database; they show names."""

from sqlalchemy import URL

from cln.store.copies import home


def empty_pictures(url: URL) -> None:
    """Take away all that are left of a database; none are kept any more.

    Raises:
        OSError: one cannot be taken away.
    """
    database = home(url)
    folder = database.with_name(f"{database.name}.pictures")
    if folder.is_dir():
        for one in folder.iterdir():
            one.unlink(missing_ok=True)
        folder.rmdir()
