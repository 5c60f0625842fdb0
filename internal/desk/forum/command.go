package forum

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/store"
	"hotro/internal/text"
)

// split reads "/close@bot_name all done" as "close", "bot_name" and "all
// done".
func split(text string) (name, bot, rest string) {
	word := strings.TrimPrefix(text, "/")
	if i := strings.IndexFunc(word, unicode.IsSpace); i >= 0 {
		word, rest = word[:i], strings.TrimSpace(word[i:])
	}
	name, bot, _ = strings.Cut(word, "@")
	return strings.ToLower(name), bot, rest
}

// ours reports whether a command is for this bot: by name, or for whoever
// listens.
func (f *Front) ours(ctx context.Context, bot string) bool {
	if bot == "" {
		return true
	}
	name := f.username(ctx)
	return name == "" || strings.EqualFold(bot, name)
}

// command acts on a command in a ticket's topic. What starts with "/" is
// never sent to the user.
func (v *visit) command(ctx context.Context, text string) error {
	name, bot, rest := split(text)
	if !v.ours(ctx, bot) {
		return nil
	}
	d := v.Desk
	switch name {
	case "claim":
		return v.report(ctx, d.Claim(ctx, v.conv, v.who, v.id()), "👌")
	case "take":
		return v.report(ctx, d.Transfer(ctx, v.conv, v.who, v.who, v.id()), "👌")
	case "release":
		return v.report(ctx, d.Release(ctx, v.conv, v.who, v.id()), "👌")
	case "close":
		return v.report(ctx, d.Close(ctx, v.conv, v.who, rest, v.id()), "👌")
	case "bot":
		return v.report(ctx, d.Return(ctx, v.conv, v.who, rest, v.id()), "👌")
	case "reopen":
		return v.report(ctx, d.Resume(ctx, v.conv, v.who, v.id()), "👌")
	case "note":
		return v.note(ctx, rest)
	case "call":
		return v.lookUp(ctx, rest)
	case "canned":
		return v.cannedList(ctx)
	case "desk":
		return v.login(ctx)
	case "queue":
		return v.queue(ctx)
	}
	return v.tell(ctx, "help")
}

// lookUp adds a call ID to the ticket, with what Stringee knows of the call.
func (v *visit) lookUp(ctx context.Context, id string) error {
	if id == "" || strings.ContainsAny(id, " \n") {
		return v.tell(ctx, "call_usage")
	}
	var facts map[string]string
	var err error
	if v.Calls != nil {
		facts, err = v.Calls.Facts(ctx, id)
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		v.Log.Warn("staff group: a call could not be looked up", "err", err)
	}
	if e := v.Desk.Enrich(ctx, v.conv, v.who, desk.Handoff{CallIDs: []string{id}, Call: facts}, v.id()); e != nil {
		return v.report(ctx, e, "")
	}
	switch {
	case v.Calls == nil:
		return v.tell(ctx, "call_kept")
	case len(facts) == 0:
		return v.tell(ctx, "call_unknown")
	}
	return v.tell(ctx, "call", "call", v.Desk.Call(chat.Ticket{Call: facts}))
}

// press acts on a button of the card or of the list of canned replies. Data
// comes from outside: what is not known does nothing.
func (v *visit) press(ctx context.Context) error {
	d := v.Desk
	switch v.in.Data {
	case pressClaim:
		return v.report(ctx, d.Claim(ctx, v.conv, v.who, v.id()), "")
	case pressBot:
		return v.report(ctx, d.Return(ctx, v.conv, v.who, "", v.id()), "")
	case pressClose:
		return v.report(ctx, d.Close(ctx, v.conv, v.who, "", v.id()), "")
	case pressReopen:
		return v.report(ctx, d.Resume(ctx, v.conv, v.who, v.id()), "")
	case pressCanned:
		return v.cannedList(ctx)
	}
	if id, ok := strings.CutPrefix(v.in.Data, pressReply); ok {
		return v.canned(ctx, id)
	}
	return nil
}

// cannedList offers the canned replies as buttons.
func (v *visit) cannedList(ctx context.Context) error {
	var rows [][]chat.Choice
	for _, c := range v.Desk.Canned() {
		rows = append(rows, []chat.Choice{{Label: text.Brief(c.Title, 60), Data: pressReply + c.ID}})
	}
	if len(rows) == 0 {
		return v.tell(ctx, "no_canned")
	}
	return v.answer(ctx, v.Say.T("forum.tell_canned"), rows[:min(len(rows), 20)]...)
}

// canned sends a canned reply. The list it was chosen from is taken away, for
// pressing twice would say it twice.
func (v *visit) canned(ctx context.Context, id string) error {
	for _, c := range v.Desk.Canned() {
		if c.ID != id {
			continue
		}
		t, err := v.Desk.Ticket(ctx, v.ticket)
		if err != nil {
			return v.report(ctx, err, "")
		}
		// One list says one thing: the list's message is the action's id.
		w := desk.Words{Via: frontButton, Reply: chat.Reply{Text: c.Fill(t, v.who)}, ID: fmt.Sprintf("forum:canned:%s", v.in.Message)}
		if _, err := v.Desk.Write(ctx, v.conv, v.who, w); err != nil {
			return v.report(ctx, err, "")
		}
		if err := v.Bot.DeleteMessage(ctx, v.at(""), v.in.Message); err != nil {
			v.Log.Debug("staff group: the list of canned replies stays", "err", err)
		}
		return nil
	}
	return nil
}
