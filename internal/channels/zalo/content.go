package zalo

import (
	"encoding/json"
	"strings"

	"golang.org/x/text/unicode/norm"

	"hotro/internal/channels/httpapi"
	"hotro/internal/chat"
	"hotro/internal/pattern"
)

// content fills in what a message holds. The attachment's own type counts
// more than the event's name, and words are taken wherever they stand.
func (e event) content(in chat.Incoming) chat.Incoming {
	in.Text = norm.NFC.String(strings.TrimSpace(string(e.Message.Text)))
	if e.button() && in.Text == "" {
		in.Text = norm.NFC.String(strings.TrimSpace(string(e.Message.Data)))
	}
	if in.Text != "" {
		in.Kind = chat.KindText
	}
	for _, a := range append(e.Message.Attachments, e.Message.Attachment...) {
		a.into(&in, e.Name)
	}
	if l := e.Message.Location; l != nil && in.Kind != chat.KindLocation {
		in.Kind, in.Text = chat.KindLocation, place(l.lat(), l.lon(), lines(in.Text, string(l.Name)))
	}
	if data, ok := pressed(in); ok {
		in.Kind, in.Data, in.Text = chat.KindButton, data, ""
	}
	if in.Kind == "" {
		e.undocumented(&in)
	}
	return in
}

// undocumented adds the words of a message that stand where nobody says they
// do.
func (e event) undocumented(in *chat.Incoming) {
	in.Text = gathered(e.Message.raw)
	if in.Kind = chat.KindText; in.Text == "" || e.Name != "user_send_text" && e.Name != "anonymous_send_text" {
		in.Kind, in.Data = chat.KindUnsupported, e.Name
	}
}

// gathered are the words and addresses of a part of a message.
func gathered(raw json.RawMessage) string {
	g := httpapi.Gather(raw, "msg_id", "msg_ids", "conversation_id", "quote_msg_id", "tracking_id", "thumbnail", "checksum", "type")
	return norm.NFC.String(strings.Join(g.Words, "\n"))
}

// A press comes back as a text message that holds the button's payload. The
// mark tells it from the same letters typed by hand, and from the keywords of
// OA Manager, which begin with "#" and are answered there. Buttons of an earlier
// version, which stand in the chat for good, have the older mark.
const (
	pressMark = "!b:"
	olderMark = "#b:"
)

var choiceData = pattern.New(`^[a-zA-Z0-9_.:/-]{1,40}$`)

func pressed(in chat.Incoming) (data string, ok bool) {
	data, ok = strings.CutPrefix(in.Text, pressMark)
	if !ok {
		data, ok = strings.CutPrefix(in.Text, olderMark)
	}
	return data, ok && in.Kind == chat.KindText && choiceData.MatchString(data)
}

func place(lat, lon word, name string) string {
	if lat == "" || lon == "" {
		return name
	}
	return joined(lat+","+lon, word(name))
}

func first(words ...word) string {
	for _, w := range words {
		if w != "" {
			return string(w)
		}
	}
	return ""
}

func joined(words ...word) string {
	var s []string
	for _, w := range words {
		s = append(s, string(w))
	}
	return strings.Join(strings.Fields(strings.Join(s, " ")), " ")
}

// lines joins what is not said already.
func lines(parts ...string) string {
	var out string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p == "" || strings.Contains(out, p) {
			continue
		}
		if out != "" {
			out += "\n"
		}
		out += p
	}
	return out
}
