package forum

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"hotro/internal/channels/telegram"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/retry"
	"hotro/internal/store"
)

// interaction is one thing staff did in the group.
type interaction struct {
	*Front
	in     chat.Incoming
	album  []chat.Incoming // all items, in first, when it is an album
	who    desk.Staff
	conv   string
	ticket int64
	toast  string // what is shown to who pressed a button
}

// Handle acts on one thing that staff wrote, pressed, edited or closed in the
// group; further items of an album come with its first. It may be called again
// with the same arrivals, even grouped differently; their effect happens once.
// An error means it could not be done for now.
func (f *Front) Handle(ctx context.Context, in chat.Incoming, album ...chat.Incoming) error {
	if to, ok := telegram.MigratedTo(in); ok {
		return f.moved(ctx, to)
	}
	if user, ok := telegram.MemberChanged(in); ok {
		return f.changed(ctx, user)
	}
	v := &interaction{Front: f, in: in, album: append([]chat.Incoming{in}, album...)}
	for _, item := range album { // any item may carry the caption
		v.in.Text = strings.TrimSpace(v.in.Text + "\n" + item.Text)
	}
	err := v.act(ctx)
	if err == nil && in.Kind == chat.KindButton {
		v.answerPress(ctx)
	}
	return err
}

// act finds out what was done, where and by whom, and does what follows.
func (v *interaction) act(ctx context.Context) error {
	in := v.in
	if in.Kind == chat.KindReaction {
		return v.reaction(ctx)
	}
	shows, bound, err := v.shows(ctx)
	if err == nil && !bound && in.From.Thread != "" && in.Kind != chat.KindService {
		shows, bound, err = v.beingMade(ctx)
	}
	if err != nil {
		return err
	}
	if in.From.Thread == "" && !bound && !isCommand(v.in) {
		return nil // talk among colleagues
	}
	switch v.who, err = v.staff(ctx, in.User); {
	case errors.Is(err, errAnonymous) && (bound || in.From.Thread == ""):
		return v.reply(ctx, "anonymous")
	case errors.Is(err, errAnonymous):
		return nil
	case errors.Is(err, errStranger):
		v.Log.Warn("staff group: a non-member was ignored", "user", in.User.ID)
		v.toast = v.Say.T("forum.toast_stranger")
		return nil
	case err != nil:
		return fmt.Errorf("staff group: look up member %s: %w", in.User.ID, err)
	}
	v.remember(ctx, in.User, v.who)
	switch {
	case !bound && isCommand(v.in):
		return v.command(ctx)
	case !bound:
		return v.noTicket(ctx)
	}
	v.conv, v.ticket = shows.Conv, shows.Ticket
	return v.topic(ctx)
}

// isCommand reports whether a message, or what stands below its picture, is a
// command.
func isCommand(in chat.Incoming) bool {
	switch in.Kind {
	case chat.KindButton, chat.KindService, chat.KindEdit:
		return false
	}
	return strings.HasPrefix(strings.TrimSpace(in.Text), "/")
}

// hasFiles reports whether a picture or file came with the words.
func hasFiles(album []chat.Incoming) bool {
	return slices.ContainsFunc(album, func(in chat.Incoming) bool { return len(in.Files) > 0 })
}

// noted returns the words of a note, from "// words" or "/note words"; false
// for what is none.
func noted(text string) (words string, ok bool) {
	text = strings.TrimSpace(text)
	if words, ok = strings.CutPrefix(text, "//"); ok {
		return strings.TrimSpace(words), true
	}
	if !strings.HasPrefix(text, "/") {
		return "", false
	}
	name, _, rest := split(text)
	a, known := desk.ActionNamed(name)
	return rest, known && a.Name == "note"
}

// A topic is seen by staff a moment before it is stored which ticket it shows.
const (
	makingTopic = 2 * time.Second
	lookEvery   = 100 * time.Millisecond
)

// beingMade reads which ticket a topic shows that shows none yet, and waits a
// little for it: what is written in a topic that is just being made is its
// user's. A topic known to be colleagues' own is not waited for.
func (v *interaction) beingMade(ctx context.Context) (b binding, ok bool, err error) {
	if told, err := v.get(ctx, onceKey(nowhere(v.in))); err != nil || told != nil {
		return binding{}, false, err
	}
	for range makingTopic / lookEvery {
		if !retry.Sleep(ctx, lookEvery) {
			return binding{}, false, ctx.Err()
		}
		if b, ok, err = v.bound(ctx, v.in.From); ok || err != nil {
			break
		}
	}
	return b, ok, err
}

// nowhere names what is explained once about a topic without a ticket.
func nowhere(in chat.Incoming) string { return "nowhere/" + in.From.Thread }

// noTicket explains, once, that a topic shows no ticket.
func (v *interaction) noTicket(ctx context.Context) error {
	if v.in.Kind == chat.KindService || !v.once(ctx, nowhere(v.in)) {
		return nil
	}
	return v.reply(ctx, "no_ticket")
}

// topic acts in a ticket's topic. When its user has come back with a newer
// ticket, the old topic is history: what is written there goes nowhere.
func (v *interaction) topic(ctx context.Context) error {
	conv, err := v.Tickets.Conversation(ctx, v.conv)
	if err != nil {
		return err
	}
	if conv.Ticket != nil && conv.Ticket.Number != v.ticket {
		if v.in.Kind == chat.KindService {
			return nil
		}
		if isCommand(v.in) && !v.aboutTicket() {
			return v.command(ctx)
		}
		return v.reply(ctx, "newer", "number", fmt.Sprint(conv.Ticket.Number), "link", v.linkOf(ctx, conv.Ticket.Number))
	}
	switch v.in.Kind {
	case chat.KindService:
		return v.service(ctx)
	case chat.KindButton:
		return v.press(ctx)
	case chat.KindEdit:
		return v.edit(ctx)
	}
	if note, ok := strings.CutPrefix(strings.TrimSpace(v.in.Text), "//"); ok {
		return v.note(ctx, note)
	}
	if isCommand(v.in) {
		return v.command(ctx)
	}
	return v.relay(ctx)
}

func (f *Front) linkOf(ctx context.Context, number int64) string {
	thread, err := f.get(ctx, ticketKey(number))
	if err != nil || thread == nil {
		return ""
	}
	return telegram.TopicLink(f.at(string(thread)))
}

// id makes the arrival's effect idempotent.
func (v *interaction) id() string { return "forum:" + v.in.ID }

// service acts on a topic that staff closed or reopened with Telegram's own
// buttons.
func (v *interaction) service(ctx context.Context) error {
	switch v.in.Data {
	case telegram.TopicClosed:
		return v.report(ctx, v.Desk.Close(ctx, v.conv, v.who, "", v.id()), "")
	case telegram.TopicReopened:
		return v.report(ctx, v.Desk.Resume(ctx, v.conv, v.who, v.id()), "")
	}
	return nil
}

// relay sends what was written to the user.
func (v *interaction) relay(ctx context.Context) error {
	reply := chat.Reply{Text: v.in.Text, Spans: v.in.Spans, Files: v.in.Files}
	if v.in.Kind == chat.KindLocation {
		reply.Text = chat.WithMap(reply.Text)
	}
	if strings.TrimSpace(reply.Text) == "" && len(reply.Files) == 0 {
		return v.reply(ctx, "cant_relay")
	}
	var err error
	if reply.ReplyTo, err = v.answers(ctx); err != nil {
		return err
	}
	if err := v.write(ctx, reply, false); err != nil {
		return v.report(ctx, err, "")
	}
	return v.hintHolder(ctx)
}

// write stores what staff wrote, for the user or as a note. The items of an
// album that no line holds yet become one line: an earlier attempt may have
// seen fewer of them.
func (v *interaction) write(ctx context.Context, reply chat.Reply, note bool) error {
	if len(v.album) == 1 {
		return v.writeItems(ctx, v.album, reply, note)
	}
	for {
		rest, err := v.unwritten(ctx)
		if err != nil || len(rest) == 0 {
			return err
		}
		reply.Files = nil
		for _, in := range rest {
			reply.Files = append(reply.Files, in.Files...)
		}
		if err := v.writeItems(ctx, rest, reply, note); err != nil {
			return err
		}
		reply.Text, reply.Spans, reply.ReplyTo = "", nil, "" // went with the first
	}
}

// unwritten are the items of the album that no line of the desk holds.
func (v *interaction) unwritten(ctx context.Context) ([]chat.Incoming, error) {
	var rest []chat.Incoming
	for _, in := range v.album {
		_, err := v.Tickets.Find(ctx, v.conv, "desk", in.Message)
		switch {
		case errors.Is(err, store.ErrNotFound):
			rest = append(rest, in)
		case err != nil:
			return nil, err
		}
	}
	return rest, nil
}

func (v *interaction) writeItems(ctx context.Context, items []chat.Incoming, reply chat.Reply, note bool) error {
	w := desk.StaffMessage{Via: chat.Telegram, Note: note, Reply: reply, ID: "forum:" + items[0].ID}
	for _, in := range items {
		w.Messages = append(w.Messages, in.Message)
	}
	_, err := v.Desk.Write(ctx, v.conv, v.who, w)
	return err
}

// hintHolder tells staff who answer in a colleague's ticket that it is held,
// and how to write to colleagues instead: once a day per ticket.
func (v *interaction) hintHolder(ctx context.Context) error {
	conv, err := v.Tickets.Conversation(ctx, v.conv)
	if err != nil {
		return err
	}
	t := conv.Ticket
	if t == nil || t.Holder.Staff == v.who.ID || t.Holder.Staff == "" || !v.once(ctx, fmt.Sprintf("helping/%d/%s", t.Number, v.who.ID)) {
		return nil
	}
	return v.reply(ctx, "helping", "name", t.Holder.Name, "number", fmt.Sprint(t.Number))
}

func (v *interaction) note(ctx context.Context, text string) error {
	err := v.write(ctx, chat.Reply{Text: strings.TrimSpace(text), Files: v.in.Files}, true)
	return v.report(ctx, err, "✍")
}

// edit passes an edit on to the user, or to the note.
func (v *interaction) edit(ctx context.Context) error {
	seq, err := v.Tickets.Find(ctx, v.conv, "desk", v.in.Message)
	if errors.Is(err, store.ErrNotFound) {
		return nil // a command, or words that were never relayed
	}
	if err != nil {
		return err
	}
	w := desk.StaffMessage{
		Via: chat.Telegram, Messages: []string{v.in.Message}, ID: v.id(),
		Reply: chat.Reply{Text: strings.TrimSpace(v.in.Text), Spans: v.in.Spans, Files: v.in.Files},
	}
	if note, ok := noted(v.in.Text); ok {
		w.Reply.Text, w.Reply.Spans = note, nil
		return v.takenBack(ctx, v.Desk.TurnIntoNote(ctx, v.conv, v.who, seq, w), "sent_already", "")
	}
	err = v.Desk.Correct(ctx, v.conv, v.who, seq, w)
	switch {
	case errors.Is(err, desk.ErrNotYours), errors.Is(err, desk.ErrEmpty):
		return nil
	case errors.Is(err, desk.ErrColleagues):
		return v.reply(ctx, "colleagues")
	case errors.Is(err, desk.ErrRetracted):
		return v.reply(ctx, "retracted")
	}
	return v.report(ctx, err, "")
}

// answers finds the id, in the user's chat, of the message that staff reply
// to.
func (v *interaction) answers(ctx context.Context) (string, error) {
	target, err := v.target(ctx, chat.ByUser)
	switch {
	case err != nil:
		return "", err
	case target.By == chat.ByUser:
		return target.Message, nil
	case target.Delivery != nil && len(target.Delivery.IDs) > 0:
		return target.Delivery.IDs[0], nil
	}
	return "", nil
}

// target finds the line that staff reply to: the one by these that holds the
// quoted words, else the line behind the topic's message; the zero line when
// there is none.
func (v *interaction) target(ctx context.Context, by ...string) (line desk.TranscriptLine, err error) {
	if v.in.ReplyTo == "" {
		return line, nil
	}
	seq, err := v.Tickets.Find(ctx, v.conv, "desk", v.in.ReplyTo)
	if errors.Is(err, store.ErrNotFound) {
		return line, nil
	}
	if err != nil {
		return line, err
	}
	lines, err := v.Tickets.Lines(ctx, v.conv, max(1, seq-maxTogether), int(min(seq, maxTogether))+1)
	for _, l := range lines {
		quoted := v.in.Quote != "" && slices.Contains(by, l.By) && strings.Contains(l.Latest(), v.in.Quote)
		if l.Seq == seq && line.Seq == 0 || l.Seq <= seq && quoted {
			line = l
		}
	}
	return line, err
}
