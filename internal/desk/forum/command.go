package forum

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"hotro/internal/channels/telegram"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/store"
	"hotro/internal/text"
	"hotro/prompts"
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

// ours reports whether a command is for this bot: by name, or for no bot in
// particular.
func (f *Front) ours(ctx context.Context, bot string) bool {
	if bot == "" {
		return true
	}
	name := f.username(ctx)
	return name == "" || strings.EqualFold(bot, name)
}

// command acts on a command in a ticket's topic or in General, as the table of
// actions has it. What starts with "/" is never sent to the user.
func (v *interaction) command(ctx context.Context) error {
	name, bot, arg := split(strings.TrimSpace(v.in.Text))
	if !v.ours(ctx, bot) {
		return nil
	}
	place := v.place()
	a, known := desk.ActionNamed(name)
	switch {
	case known && a.In(place):
		return v.do(ctx, a, arg, "👌")
	case known && a.In(desk.TopicCommand):
		return v.explain(ctx, place, "topic_only", "command", a.Name)
	}
	return v.explain(ctx, place, "unknown", "command", text.ClipWord(text.OneLine(name), 32))
}

// place is where somebody wrote.
func (v *interaction) place() desk.Place {
	if v.conv == "" { // General, or a topic of the colleagues' own
		return desk.GeneralCommand
	}
	return desk.TopicCommand
}

// aboutTicket reports whether a command is about the topic's ticket, rather than
// one that works everywhere.
func (v *interaction) aboutTicket() bool {
	name, _, _ := split(strings.TrimSpace(v.in.Text))
	a, known := desk.ActionNamed(name)
	return !known || !a.In(desk.GeneralCommand)
}

// do performs an action: the group's own way where it has one, else the
// desk's. sign is the reaction that marks a command as done.
func (v *interaction) do(ctx context.Context, a desk.Action, arg, sign string) error {
	switch {
	case !a.May(v.who):
		return v.reply(ctx, "lead_only", "command", a.Name)
	case hasFiles(v.album) && a.Name != "note":
		return v.reply(ctx, "no_files", "command", a.Name)
	case a.Needs == desk.Text && arg == "" && !hasFiles(v.album):
		return v.reply(ctx, "usage", "usage", a.Usage(v.Say))
	}
	if own, ok := owns()[a.Name]; ok {
		return own(v, ctx, arg)
	}
	if a.Needs == desk.Line {
		return v.onLine(ctx, a, sign)
	}
	answer, err := v.Desk.Act(ctx, a, desk.Request{Conv: v.conv, Who: v.who, Arg: arg, ID: v.id()})
	if errors.Is(err, desk.ErrArgument) {
		return v.reply(ctx, "usage", "usage", a.Usage(v.Say))
	}
	if err == nil && answer.Key == "" {
		v.toast = a.Word(v.Say, "done")
	}
	if err == nil && answer.Key != "" {
		return v.answer(ctx, v.Say.T(answer.Key, answer.Pairs...))
	}
	return v.report(ctx, err, sign)
}

// owns are the actions that the group performs in its own way.
func owns() map[string]func(v *interaction, ctx context.Context, arg string) error {
	return map[string]func(v *interaction, ctx context.Context, arg string) error{
		"note":   (*interaction).note,
		"call":   (*interaction).lookUp,
		"canned": func(v *interaction, ctx context.Context, _ string) error { return v.cannedList(ctx) },
		"desk":   func(v *interaction, ctx context.Context, _ string) error { return v.login(ctx) },
		"queue":  (*interaction).queue,
		"to":     (*interaction).transfer,
		"help":   func(v *interaction, ctx context.Context, _ string) error { return v.explain(ctx, v.place(), "help") },
	}
}

// explain says something and lists the commands of a place.
func (v *interaction) explain(ctx context.Context, p desk.Place, key string, pairs ...string) error {
	if key == "help" && p == desk.TopicCommand {
		key = "help_topic"
	}
	return v.answer(ctx, v.Say.T("forum.reply_"+key, pairs...)+"\n"+desk.Help(v.Say, p))
}

// SetCommands puts the commands of the table behind the group's menu button,
// in the front's language and, for members who use another, in theirs.
func (f *Front) SetCommands(ctx context.Context, others ...*prompts.Say) error {
	for i, say := range append([]*prompts.Say{f.Say}, others...) {
		var list []telegram.Command
		for _, a := range desk.ActionsIn(desk.TopicCommand | desk.GeneralCommand) {
			list = append(list, telegram.Command{Name: a.Name, Help: a.Word(say, "help")})
		}
		lang := ""
		if i > 0 {
			lang = say.Lang()
		}
		if err := f.Bot.SetGroupCommands(ctx, f.at(""), lang, list); err != nil {
			return fmt.Errorf("staff group: commands: %w", err)
		}
	}
	return nil
}

// lookUp adds call IDs to the ticket, with what Stringee knows of the last of
// them, and takes out those after a "-".
func (v *interaction) lookUp(ctx context.Context, arg string) error {
	gone := false
	if rest, ok := strings.CutPrefix(arg, "-"); ok {
		arg, gone = strings.TrimSpace(rest), true
	}
	ids := v.refsIn(arg)
	switch {
	case len(ids) == 0:
		call, _ := desk.ActionNamed("call")
		return v.reply(ctx, "no_call_id", "text", text.Brief(arg, 80), "usage", call.Usage(v.Say))
	case gone:
		if err := v.Desk.Enrich(ctx, v.conv, v.who, desk.Details{Dropped: ids}, v.id()); err != nil {
			return v.report(ctx, err, "")
		}
		return v.reply(ctx, "call_dropped", "ids", strings.Join(ids, ", "))
	}
	facts := v.callFacts(ctx, ids[len(ids)-1])
	if err := v.Desk.Enrich(ctx, v.conv, v.who, desk.Details{Refs: ids, Call: facts}, v.id()); err != nil {
		return v.report(ctx, err, "")
	}
	switch {
	case v.Calls == nil:
		return v.reply(ctx, "call_kept")
	case len(facts) == 0:
		return v.reply(ctx, "call_unknown")
	}
	return v.reply(ctx, "call", "call", v.Format.Call(chat.Ticket{Call: facts}))
}

// refsIn finds the references in what follows a command.
func (v *interaction) refsIn(arg string) []string {
	if v.Refs == nil {
		return strings.Fields(arg)
	}
	return v.Refs(arg)
}

// callFacts is what a look-up of a call says, nil when there is none.
func (v *interaction) callFacts(ctx context.Context, id string) map[string]string {
	if v.Calls == nil {
		return nil
	}
	facts, err := v.Calls.Facts(ctx, id)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		v.Log.Warn("staff group: a call could not be looked up", "err", err)
	}
	return facts
}

// press acts on a button of the card or of the list of canned replies. Data
// comes from outside: unknown data does nothing.
func (v *interaction) press(ctx context.Context) error {
	if id, ok := strings.CutPrefix(v.in.Data, pressReply); ok {
		return v.canned(ctx, id)
	}
	name, ok := strings.CutPrefix(v.in.Data, pressDo)
	if !ok {
		return nil
	}
	if name == "close" || strings.HasPrefix(name, "close:") {
		return v.pressClose(ctx, strings.TrimPrefix(name, "close"))
	}
	if a, known := desk.ActionNamed(name); known && a.In(desk.CardButton) {
		return v.do(ctx, a, "", "")
	}
	return nil
}

// cannedList offers the canned replies as buttons.
func (v *interaction) cannedList(ctx context.Context) error {
	all, err := v.Canned(ctx)
	if err != nil {
		return v.report(ctx, err, "")
	}
	var rows [][]chat.Choice
	for _, c := range all {
		rows = append(rows, []chat.Choice{{Label: text.Brief(c.Title, 60), Data: pressReply + c.ID}})
	}
	if len(rows) == 0 {
		return v.reply(ctx, "no_canned")
	}
	return v.answer(ctx, v.Say.T("forum.reply_canned"), rows[:min(len(rows), 20)]...)
}

// canned sends a canned reply and removes the list it was chosen from, so that
// a second press cannot send it twice.
func (v *interaction) canned(ctx context.Context, id string) error {
	all, err := v.Canned(ctx)
	if err != nil {
		return v.report(ctx, err, "")
	}
	for _, c := range all {
		if c.ID != id {
			continue
		}
		t, err := v.Tickets.Ticket(ctx, v.ticket)
		if err != nil {
			return v.report(ctx, err, "")
		}
		// One list says one thing: the list's message is the action's id.
		w := desk.StaffMessage{Via: frontButton, Reply: chat.Reply{Text: c.Fill(t, v.who)}, ID: fmt.Sprintf("forum:canned:%s", v.in.Message)}
		if _, err := v.Desk.Write(ctx, v.conv, v.who, w); err != nil {
			return v.report(ctx, err, "")
		}
		if err := v.Bot.DeleteMessage(ctx, v.at(""), v.in.Message); err != nil {
			v.Log.Debug("staff group: the list of canned replies could not be removed", "err", err)
		}
		v.toast = v.Say.T("desk.do.say.done")
		return nil
	}
	return nil
}
