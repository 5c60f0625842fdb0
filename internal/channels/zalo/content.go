package zalo

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"hotro/internal/chat"

	"golang.org/x/text/unicode/norm"
)

// content fills in what a message holds. The attachment's own type counts
// more than the event's name.
func (e event) content(in chat.Incoming) chat.Incoming {
	in.Text = norm.NFC.String(strings.TrimSpace(string(e.Message.Text)))
	if in.Text != "" {
		in.Kind = chat.KindText
	}
	for _, a := range e.Message.Attachments {
		a.into(&in, e.Name)
	}
	if data, ok := pressed(in); ok {
		in.Kind, in.Data, in.Text = chat.KindButton, data, ""
	}
	if in.Kind == "" {
		in.Kind = chat.KindUnsupported
	}
	return in
}

// into adds an attachment to a message.
func (a attachment) into(in *chat.Incoming, event string) {
	p := a.Payload
	file := chat.File{Kind: chat.FileDoc, Channel: chat.Zalo, Ref: string(p.URL), Name: string(p.Name)}
	file.Size, _ = strconv.ParseInt(string(p.Size), 10, 64) // not said: 0
	kind := chat.Kind("")
	switch a.Type {
	case "image":
		kind, file.Kind = chat.KindPhoto, chat.FilePhoto
	case "sticker":
		kind, file.Kind = chat.KindSticker, chat.FilePhoto
	case "audio", "voice":
		kind, file.Kind = chat.KindVoice, chat.FileVoice
	case "video":
		kind, file.Kind = chat.KindFile, chat.FileVideo
	case "gif":
		kind, file.MIME = chat.KindFile, "image/gif"
	case "file":
		kind = chat.KindFile
	case "location":
		in.Kind, in.Text = chat.KindLocation, place(p.At.Lat, p.At.Lon, in.Text)
		return
	case "link":
		if event == "user_send_business_card" {
			in.Kind, in.Text = chat.KindContact, joined(word(in.Text), phone(p.Description))
			return
		}
		in.Kind, in.Text = chat.KindText, lines(in.Text, string(p.Title), string(p.URL))
		return
	default:
		return
	}
	if file.Ref == "" && kind != chat.KindSticker {
		return // nothing to show or fetch
	}
	in.Kind = kind
	if file.Ref != "" {
		in.Files = append(in.Files, file)
	}
}

// A press comes back as a text message that holds the button's payload. The
// mark tells it from the same letters typed by hand.
const pressMark = "#b:"

var choiceData = regexp.MustCompile(`^[a-zA-Z0-9_.:/-]{1,40}$`)

func pressed(in chat.Incoming) (data string, ok bool) {
	data, ok = strings.CutPrefix(in.Text, pressMark)
	return data, ok && in.Kind == chat.KindText && choiceData.MatchString(data)
}

// phone takes the number out of a contact card's description, which is JSON
// in a string.
func phone(description word) word {
	var d struct {
		Phone word `json:"phone"`
	}
	if json.Unmarshal([]byte(description), &d) != nil {
		return ""
	}
	return d.Phone
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
