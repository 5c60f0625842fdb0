package desk

import (
	"context"
	"errors"
	"slices"
	"strings"

	"hotro/internal/chat"
)

// Action is something staff can do on any front: commands, buttons, shortcuts
// and help all derive from Actions. To add one, write its method, its row and
// its words: desk.do.<name>.label of a button, .help of a command or a
// shortcut, .usage of what follows the command, .done of what the web desk
// says afterwards, .ask, .other, .go and .nobody of its menu.
type Action struct {
	Name    string   // the command, and the last part of the web desk's path
	Aliases []string // other names it answers to
	Lead    bool     // for leads only

	Places Place    // where it is offered
	States []string // of the ticket in which it is offered; none: in every one
	Again  bool     // also offered for a closed one whose user says that it happens again
	Others bool     // offered only for a ticket that somebody else holds
	Unsent bool     // offered only while words of staff wait to be sent again
	Undoes bool     // offered only while it can be undone that the ticket was closed: see Undoable

	Needs   Need
	Form    []string      // the web desk's fields that may hold what it needs; the first that is filled in counts
	Presets []chat.Reason // ready-made arguments; their words are shown in their place

	Icon     string // on the web desk
	Shortcut string // on the web desk
	Primary  bool   // the button stands out
	Reply    bool   // who did it goes on to write to the user
	Under    string // the action in whose menu the web desk has it
	Row      int    // of the card's buttons

	// Do does it; nil is for what each front does itself.
	Do func(ctx context.Context, d *Desk, q Request) (Answer, error)
}

// Place is where an action is offered; places add up.
type Place uint

// The places.
const (
	TopicCommand   Place = 1 << iota // in the topic of a ticket
	GeneralCommand                   // in the staff group's General topic
	CardButton                       // under the ticket's card in its topic
	BarButton                        // above the conversation on the web desk
	ReplyKind                        // a way of writing in the web desk's reply box
	PageForm                         // another form on the web desk's page
)

// Need is what an action needs besides a ticket.
type Need int

// The needs.
const (
	Nothing   Need = iota
	MayText        // words may follow
	Text           // words must follow
	Colleague      // another member of staff
	LineText       // a line of the conversation, and words
	Line           // a line of the conversation
)

// Request asks for an action.
type Request struct {
	Conv string
	Who  Staff
	Arg  string // the words it needs
	To   Staff  // the colleague it needs
	Line int64  // the line it needs
	ID   string // makes it idempotent; may be empty
}

// Answer is what to tell the person who acted, beyond "done": a key into the
// words and its values. The zero Answer adds nothing.
type Answer struct {
	Key   string
	Pairs []string
}

// Errors of requests.
var (
	// ErrArgument: what the action needs is missing or can't be read.
	ErrArgument = errors.New("the action's argument is missing or can't be read")
	// ErrLeadOnly: the action is for leads.
	ErrLeadOnly = errors.New("only a lead may do this")
	// errFront is an action that each front does itself.
	errFront = errors.New("the front does this itself")
)

// Act performs an action of the table.
func (d *Desk) Act(ctx context.Context, a Action, q Request) (Answer, error) {
	switch {
	case !a.May(q.Who):
		return Answer{}, ErrLeadOnly
	case a.Needs == Text && strings.TrimSpace(q.Arg) == "":
		return Answer{}, ErrArgument
	case a.Do == nil:
		return Answer{}, errFront
	}
	return a.Do(ctx, d, q)
}

// May reports whether somebody may do it.
func (a Action) May(who Staff) bool { return !a.Lead || who.Role == RoleLead }

// Fits reports whether it makes sense for the ticket in its current state.
func (a Action) Fits(t chat.Ticket, who Staff) bool {
	return a.May(who) && (len(a.States) == 0 || slices.Contains(a.States, t.State) || a.Again && !t.Relapsed.IsZero()) && (!a.Others || t.Holder.Staff != who.ID) && (!a.Unsent || !t.Back.IsZero())
}

// In reports whether a place offers it.
func (a Action) In(p Place) bool { return a.Places&p != 0 }

// Argument picks what the action needs from a form.
func (a Action) Argument(form interface{ Get(field string) string }) string {
	for _, field := range a.Form {
		if v := strings.TrimSpace(form.Get(field)); v != "" {
			return v
		}
	}
	return ""
}

// ActionNamed finds an action by its name or one of its aliases.
func ActionNamed(name string) (Action, bool) {
	all := Actions()
	i := slices.IndexFunc(all, func(a Action) bool { return a.Name == name || slices.Contains(a.Aliases, name) })
	if i < 0 {
		return Action{}, false
	}
	return all[i], true
}

// ActionsIn lists what a place offers, in the table's order.
func ActionsIn(p Place) []Action {
	return slices.DeleteFunc(Actions(), func(a Action) bool { return !a.In(p) })
}

// Offered lists what a place offers for the ticket in its current state.
func Offered(p Place, t chat.Ticket, who Staff) []Action {
	return slices.DeleteFunc(ActionsIn(p), func(a Action) bool { return !a.Fits(t, who) })
}

// Word returns one of the action's words, "" when it has none of that kind.
func (a Action) Word(w chat.Phrasebook, kind string) string {
	key := "desk.do." + a.Name + "." + kind
	if !w.Has(key) {
		return ""
	}
	return w.T(key)
}

// Usage shows how to type the command.
func (a Action) Usage(w chat.Phrasebook) string {
	return strings.TrimSpace("/" + a.Name + " " + a.Word(w, "usage"))
}

// Help explains the commands of a place, one a line.
func Help(w chat.Phrasebook, p Place) string {
	var b strings.Builder
	for _, a := range ActionsIn(p) {
		b.WriteString(a.Usage(w) + " – " + a.Word(w, "help") + "\n")
	}
	return strings.TrimSpace(b.String())
}
