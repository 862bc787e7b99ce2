"""``python -m pipeline``, and the command of that name. A worker process loads this module again, but no commands."""


def main() -> None:
    """Run the command that the arguments of the process name."""
    from pipeline.cli import main as command

    command()


if __name__ == "__main__":
    main()
