package console

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/web/files"
	"hotro/internal/web/ui"
)

// lineView is a line of the transcript as staff see it.
type lineView struct {
	ui.Words
	Ticket   int64 // the page's
	Seq      int64
	By       string
	Name     string
	Via      string
	At       time.Time
	Quote    string
	Body     ui.HTML
	Was      string // the first text, when it was edited
	Raw      string // the text, for editing
	Choices  []chat.Choice
	Files    []ui.File
	Kind     chat.Kind
	Message  string // the platform's id: the line can be quoted
	State    string // of the delivery; empty for lines that are not sent
	Why      string
	Tries    int
	Editable bool
	Gone     bool   // taken back
	Sign     string // of the other side
	Other    int64  // the ticket it belongs to, when that is another one
}

func (p *presenter) line(words ui.Words, me desk.Staff, number int64, l desk.TranscriptLine) lineView {
	v := lineView{
		Words: words, Ticket: number, Seq: l.Seq, By: l.By, Name: l.Name, Via: l.Via, At: l.At, Quote: l.Quote,
		Choices: l.Choices, Kind: l.Kind, Raw: l.Text, Message: l.Message,
	}
	if l.Edited != "" {
		v.Raw, v.Was = l.Edited, l.Text
	}
	if l.By == chat.BySystem || l.By == chat.ByUser {
		v.Raw = l.Shown(words)
	}
	v.Body = ui.Linkify(v.Raw)
	if looks := l.Looks(); looks != nil {
		v.Body, v.Raw = ui.Looks(looks), chat.Marked(v.Raw, looks)
	}
	if l.Markup {
		v.Body, v.Was = ui.Markup(v.Raw), chat.Plain(v.Was)
	}
	for i, f := range l.Files {
		at := fmt.Sprintf("/desk/t/%d/file/%d/%d", number, l.Seq, i)
		v.Files = append(v.Files, words.File(f, at, files.SafeName(f.Name)))
	}
	if l.Delivery != nil {
		v.State, v.Why, v.Tries = l.Delivery.State, l.Delivery.Reason.Words(words), l.Delivery.Tries
	}
	v.Gone, v.Sign = l.Retracted, l.Sign
	v.Editable = !v.Gone && desk.MayEdit(l.Line, me)
	if l.Ticket != 0 && l.Ticket != number {
		v.Other = l.Ticket
	}
	return v
}

// tail is how many lines a conversation shows at first.
const tail = 150

// talk reads the last lines of a conversation; from is the first number that
// is shown, zero for the tail. me is who looks.
func (p *presenter) talk(ctx context.Context, words ui.Words, me desk.Staff, conv chat.Conversation, number, from int64) (lines []lineView, earlier bool, err error) {
	// The transcript's length is not known here: read to the end.
	all, err := p.tickets.Lines(ctx, conv.Address.String(), max(from, 1), maxLines)
	if err != nil {
		return nil, false, err
	}
	if from == 0 && len(all) > tail {
		all, earlier = all[len(all)-tail:], true
	}
	called := mayCall(me, conv)
	said := map[string]string{} // by the platform's id, for quotes
	for _, l := range all {
		if l.By == chat.ByUser && l.Text == "" && l.Kind != chat.KindErase && len(l.Files) == 0 {
			continue // opened the chat, blocked the bot: the system's lines say so
		}
		if !called && !desk.MayEdit(l.Line, me) {
			l = masked(l)
		}
		v := p.line(words, me, number, l)
		if l.Message != "" {
			if said[l.Message] = v.Raw; l.Looks() != nil {
				said[l.Message] = l.Latest()
			}
		}
		if v.Quote == "" && l.ReplyTo != "" {
			v.Quote = said[l.ReplyTo]
		}
		lines = append(lines, v)
	}
	return lines, earlier, nil
}

// maxLines is more than any transcript has.
const maxLines = 1 << 30

// stepView is one step of the guide the user was walked through.
type stepView struct {
	Text   ui.HTML
	Cause  string // set on the first step of a cause
	Result string
	Label  string
	Icon   string
	Source string
	At     time.Time
}

func steps(words ui.Words, path []chat.Tried) []stepView {
	icons := map[string]string{
		"done": "check", "solved": "done", "failed": "fail", "skipped": "skip", "not_admin": "shield", "waiting": "clock", "shown": "eye", "answered": "question",
	}
	var out []stepView
	cause := ""
	for _, s := range path {
		v := stepView{Text: ui.Markup(s.Text), Result: s.Result, At: s.At, Icon: icons[s.Result]}
		if v.Icon == "" {
			v.Icon = "question"
		}
		if s.Result != "" && s.Result != "answered" { // the text already holds the answer
			v.Label = label(words, "desk.result_"+s.Result, s.Result)
		}
		if s.Cause != "" && s.Cause != cause {
			v.Cause = s.Cause
		}
		cause = s.Cause
		if s.File != "" {
			v.Source = s.File + ":" + strconv.Itoa(s.Line)
		}
		out = append(out, v)
	}
	return out
}

// label returns the words for a key, or a readable form of the fallback.
func label(words ui.Words, key, or string) string {
	if words.Has(key) {
		return words.T(key)
	}
	return strings.ReplaceAll(or, "_", " ")
}

// ViaName names the front on which staff wrote, unless it is this one.
func (v lineView) ViaName() string {
	if v.By != chat.ByStaff || v.Via == "" || v.Via == "web" {
		return ""
	}
	return label(v.Words, "web.desk.channel_"+v.Via, v.Via)
}

// Quiet reports whether an icon is enough to show the delivery: the platform
// accepted it.
func (v lineView) Quiet() bool { return chat.Delivery{State: v.State}.Accepted() }

// StateIcon is the icon of the delivery state.
func (v lineView) StateIcon() string {
	switch v.State {
	case chat.Sent:
		return "check"
	case chat.Delivered:
		return "done"
	case chat.Read:
		return "eye"
	case chat.Queued:
		return "clock"
	case chat.Dropped:
		return "skip"
	case chat.Unsure:
		return "question"
	}
	return "alert"
}
