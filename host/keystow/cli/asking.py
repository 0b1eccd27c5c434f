"""`ask-again`: end the hour for which the user wanted no window."""

from keystow.cli import output
from keystow.cli.arguments import Arguments
from keystow.cli.exits import Exit
from keystow.errors import AskingStopped
from keystow.storage import folders
from keystow.storage.files import Files
from keystow.storage.refusals import Refusals


def ask_again(_: Arguments) -> Exit:
    """Let windows open again; whoever runs this sits at the machine, which no web page does."""
    files = Files()
    refusals = Refusals(files, folders.user_data(files))
    try:
        refusals.require_asking()
    except AskingStopped:
        refusals.ask_again()
        output.say("Keystow's window opens again when it is asked for.")
    else:
        output.say("Nothing to do: Keystow's window opens when it is asked for.")
    return Exit.DONE
