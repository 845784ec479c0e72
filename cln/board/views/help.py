"""All keys of the board, for its own screen of help."""

HELP = """\
Arrows           choose a card
Enter or space   take the chosen card; go to another team, where the board
                 says what it would cost; Enter puts it there
1 to 9           move the chosen card to that team at once; 0: waiting list
s                take a card to swap it: go to the other one, then Enter or s
Escape           let go of what is taken; close a box
u, r             undo, redo
/, n             find by name, council or code; the next one that fits
p                pin the chosen card to its theme or team, with a reason
e                explain why the chosen card is where it is
Ctrl+S           save all moves as one new proposal
a                accept the proposal that is shown
q                leave; what is not saved is offered again next time

With the mouse: drag a card to another team; or press s, then click
the other card. The words at the foot can be clicked, too.

The digit on a card is how the entry rated the team's theme: 5 the most,
1 the least, - no answer. "moved" and "pinned" stand beside the council."""
