package forum

import (
	"context"
	"errors"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/store"
	"hotro/internal/text"
)

// What buttons send back.
const (
	pressDo    = "desk:"   // and the name of an action
	pressReply = "desk:c:" // and the id of a canned reply
)

// frontButton is the front (StaffMessage.Via) of replies chosen by a button.
const frontButton = "telegram-button"

// card is what the pinned message shows.
type card struct {
	html    string
	buttons [][]chat.Choice
}

func (c card) message() telegram.Message {
	return telegram.Message{Text: c.html, HTML: true, Buttons: c.buttons}
}

// sum is a hash of what the card shows.
func (c card) sum() string { return hash(fmt.Sprintf("%s\x00%+v", c.html, c.buttons)) }

// cardSteps is how many steps of the path a card shows: the latest, which
// matter most.
const cardSteps = 15

// card draws the ticket, the user's own words first. It shows no running clock,
// so that it changes only when the ticket does.
func (s *mirror) card() card {
	steps := min(len(s.t.Path), cardSteps)
	for {
		text := s.draw(s.v.Words, steps)
		if steps == 0 || channels.Units(text) <= telegram.MaxText {
			return card{text, s.keyboard()}
		}
		steps--
	}
}

func (s *ticketLook) draw(words string, steps int) string {
	t, say := s.t, s.Format
	var b strings.Builder
	if words != "" {
		b.WriteString("<blockquote>" + html.EscapeString(words) + "</blockquote>\n")
	}
	put := func(key, value string) {
		if value != "" {
			b.WriteString(s.Say.T("desk.sum_"+key) + ": " + html.EscapeString(text.Brief(value, 300)) + "\n")
		}
	}
	b.WriteString("<b>#" + strconv.FormatInt(t.Number, 10) + " · " + html.EscapeString(say.Subject(*t)) + "</b>\n")
	b.WriteString(html.EscapeString(s.status()) + "\n" + s.promise() + "\n")
	b.WriteString(s.Say.T("desk.sum_user") + ": " + s.who() + "\n")
	if earlier := s.earlier(); earlier != "" {
		b.WriteString(s.Say.T("desk.sum_earlier") + ": " + earlier + "\n")
	}
	if s.conv.Blocked {
		b.WriteString("⛔ " + s.Say.T("forum.blocked") + "\n")
	}
	if w, ok := s.Windows.Window(s.conv); ok {
		put("window", s.Say.T("forum.window", "free", say.Stamp(w.Free.Truncate(time.Hour)), "last", say.Stamp(w.Last.Truncate(time.Hour))))
	}
	if until := desk.EchoUntil(s.conv); !until.IsZero() {
		put("pause", s.Say.T("forum.paused", "until", say.Stamp(until)))
	}
	put("contact", t.Facts["phone"])
	put("card", t.Facts["card"])
	put("place", t.Facts["place"])
	put("about", say.About(s.conv))
	put("agent", t.Facts["agent"])
	put("time", t.Facts["time"])
	if t.Title != t.Topic {
		put("symptom", t.Title)
	}
	put("affected", t.Facts["affected"])
	put("told", t.Facts["told"])
	put("why", say.Why(*t))
	s.drawPath(&b, steps)
	if len(t.Refs) > 0 {
		b.WriteString(s.Say.T("desk.sum_refs") + ":")
		for _, id := range t.Refs[max(0, len(t.Refs)-5):] {
			b.WriteString(" <code>" + html.EscapeString(text.Brief(id, 80)) + "</code>")
		}
		b.WriteByte('\n')
	} else {
		put("instead", say.Substitutes(*t))
	}
	put("call", say.Call(*t))
	put("model", t.Model)
	put("tags", strings.Join(t.Tags, ", "))
	if page := s.Page(t.Number); page != "" {
		b.WriteString(`<a href="` + html.EscapeString(page) + `">` + s.Say.T("forum.open_web") + "</a>\n")
	}
	return strings.TrimSpace(b.String())
}

// who is the user with what finds them again: their profile where they are on
// Telegram, their id, the language they use.
func (s *ticketLook) who() string {
	u, who := s.t.User, html.EscapeString(text.Brief(s.Format.Who(*s.t), 300))
	if s.t.Conv.Channel == chat.Telegram && u.ID != "" {
		who = `<a href="tg://user?id=` + html.EscapeString(u.ID) + `">` + who + "</a>"
	}
	for _, more := range []string{u.ID, u.Lang} {
		if more != "" {
			who += " · " + html.EscapeString(text.Brief(more, 64))
		}
	}
	return who
}

// maxEarlier is how many earlier tickets of the user the card names.
const maxEarlier = 5

// earlier names the user's earlier tickets, the latest first, each with a link to
// its page.
func (s *ticketLook) earlier() string {
	var out []string
	for _, n := range slices.Backward(s.conv.Past) {
		if n != s.t.Number && len(out) < maxEarlier {
			name := "#" + strconv.FormatInt(n, 10)
			if page := s.Page(n); page != "" {
				name = `<a href="` + html.EscapeString(page) + `">` + name + "</a>"
			}
			out = append(out, name)
		}
	}
	return strings.Join(out, ", ")
}

func (s *ticketLook) drawPath(b *strings.Builder, steps int) {
	if steps == 0 {
		return
	}
	first := len(s.t.Path) - steps
	b.WriteString("<blockquote expandable>" + s.Say.T("desk.sum_tried") + ":\n")
	if first > 0 {
		b.WriteString("…\n")
	}
	for i, step := range s.t.Path[first:] {
		b.WriteString(strconv.Itoa(first+i+1) + ". " + html.EscapeString(s.Format.Step(step)) + "\n")
	}
	b.WriteString("</blockquote>\n")
}

// status says in one line who has the ticket and since when.
func (s *ticketLook) status() string {
	t, reason := s.t, text.Brief(s.t.Reason.Words(s.Say), 200)
	if reason != "" {
		reason = ": " + reason
	}
	line := s.Say.T("forum.state_"+t.State, "name", text.Brief(t.Holder.Name, 60),
		"since", s.Format.Stamp(s.since()), "reason", reason)
	if t.Priority > 0 && t.Open() {
		line = s.Say.T("forum.priority_"+strconv.Itoa(min(t.Priority, 2))) + " · " + line
	}
	if t.Rating != nil && t.Rating.Score > 0 {
		line += " · " + strings.Repeat("★", t.Rating.Score) + strings.Repeat("☆", 5-t.Rating.Score)
	}
	return line
}

// promise is a line that says until when the user was promised a first answer,
// or since when an answer is overdue, whoever holds the ticket. The next answers
// are not announced: the card would be drawn anew with every line.
func (s *ticketLook) promise() string {
	p, ok := s.Desk.Promises.Of(*s.t)
	switch due := s.Format.Stamp(p.Due); {
	case !ok:
		return ""
	case s.overdue():
		return s.Say.T("forum.overdue", "since", due) + "\n"
	case p.First:
		return s.Say.T("forum.promised", "due", due) + "\n"
	}
	return ""
}

// overdue reports whether staff were reminded of words that nobody has answered.
func (s *ticketLook) overdue() bool { return s.t.Open() && s.t.Reminded > 0 }

// keyboard holds the actions the ticket allows now.
func (s *ticketLook) keyboard() [][]chat.Choice {
	var rows [][]chat.Choice
	row, undo := 0, desk.Undoable(*s.t, s.Now())
	for _, a := range desk.Offered(desk.CardButton, *s.t, desk.Staff{}) {
		if a.Undoes != undo && (a.Undoes || a.Name == "reopen") {
			continue // one of them
		}
		b := chat.Choice{Label: a.Word(s.Say, "label"), Data: pressDo + a.Name}
		if n := len(rows); n > 0 && a.Row == row {
			rows[n-1] = append(rows[n-1], b)
			continue
		}
		rows, row = append(rows, []chat.Choice{b}), a.Row
	}
	return rows
}

// post sends the card, with all that the user has said so far as it has room
// for it.
func (s *reconciler) post(ctx context.Context) ([]store.Ref, error) {
	s.v.Paid = false
	upTo, last := int64(0), int64(0)
	if s.v.Words == "" && !s.v.Mute {
		s.v.Words, upTo, last = s.opening()
	}
	c := s.card()
	m := c.message()
	m.Silent = s.v.Rung
	id, err := s.Bot.Post(ctx, s.at(s.v.Thread), m)
	if err != nil {
		s.v.Mute = s.v.Words != "" && failure(err).Class == channels.Refused
		s.v.Words = ""
		return nil, err
	}
	s.v.Card, s.v.Shown, s.v.Pinned, s.v.Lost, s.v.Rung = id, c.sum(), false, 0, true
	for _, l := range s.lines {
		if l.Seq <= s.v.Line || l.Seq > upTo {
			continue
		}
		s.passed(l, 1, 1)(s.v, id)
		if l.Edited != "" {
			s.v.edit(l.Seq, l.Edited)
		}
	}
	if last == 0 {
		return nil, nil
	}
	return []store.Ref{{Scope: "desk", ID: id, Seq: last}}, nil
}

// maxOpening is how many units of the user's words a card begins with.
const maxOpening = 1500

// opening is what the user has said that the topic does not show yet, as far as
// a card has room for all of it: the words, the line up to which they go, and
// the user's last one. A file, or words of staff, end it.
func (s *mirror) opening() (words string, upTo, last int64) {
	for _, l := range s.lines {
		if l.Seq <= s.v.Line {
			continue
		}
		p, show := s.style(l)
		switch {
		case s.beyond(l) || len(l.Files) > 0:
			return words, upTo, last
		case !show || p.quiet:
			upTo = l.Seq
			continue
		case l.By != chat.ByUser:
			return words, upTo, last
		}
		l.Text = l.Latest()
		all := strings.TrimSpace(words + "\n" + s.words(l))
		if channels.Units(all) > maxOpening {
			return words, upTo, last
		}
		words, upTo, last = all, l.Seq, l.Seq
	}
	return words, upTo, last
}

// redraw updates the card in place; one that was deleted is sent again.
func (s *reconciler) redraw(ctx context.Context) ([]store.Ref, error) {
	c := s.card()
	err := s.Bot.EditMessage(ctx, s.at(s.v.Thread), s.v.Card, c.message())
	switch {
	case errors.Is(err, telegram.ErrMessageGone):
		s.v.Card, s.v.Shown = "", ""
	case err != nil:
		return nil, err
	default:
		s.v.Shown = c.sum()
	}
	return nil, nil
}

func (s *reconciler) pin(ctx context.Context) ([]store.Ref, error) {
	err := s.Bot.PinMessage(ctx, s.at(s.v.Thread), s.v.Card)
	if err != nil && !errors.Is(err, telegram.ErrMessageGone) {
		return nil, err
	}
	s.v.Pinned = true
	return nil, nil
}
