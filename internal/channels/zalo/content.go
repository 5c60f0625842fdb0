package zalo

import (
	"encoding/json"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"hotro/internal/chat"
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
		in.Kind, in.Data = chat.KindUnsupported, e.Name
	}
	return in
}

// into adds an attachment to a message.
func (a attachment) into(in *chat.Incoming, event string) {
	kind, file := a.file()
	switch {
	case a.Type == "location" || a.lat() != "" && a.lon() != "":
		in.Kind, in.Text = chat.KindLocation, place(a.lat(), a.lon(), in.Text)
	case event == "user_send_business_card" || phone(a.Payload.Description) != "":
		if in.Kind, in.Text = chat.KindContact, joined(word(in.Text), phone(a.Payload.Description)); in.Text == "" {
			in.Kind, in.Data = chat.KindUnsupported, event
		}
	case a.Type == "link":
		words := lines(in.Text, string(a.Payload.Title), string(a.Payload.URL))
		in.Kind, in.Text = chat.KindText, first(word(words), a.Payload.Description)
	case kind == chat.KindSticker && file.Ref == "":
		in.Kind = kind
	case kind != "" && file.Ref != "":
		in.Kind, in.Files = kind, append(in.Files, file)
		if file.Kind == chat.FileVideo { // where its caption stands
			in.Text = lines(in.Text, string(a.Payload.Description))
		}
	case kind == "": // a type of a later version: its words, if there are any
		in.Kind, in.Data = chat.KindUnsupported, event
		in.Text = lines(in.Text, string(a.Payload.Title), string(a.Payload.Description), string(a.Payload.URL))
	}
}

func (a attachment) lat() word { return word(first(a.Payload.At.lat(), a.Payload.lat())) }
func (a attachment) lon() word { return word(first(a.Payload.At.lon(), a.Payload.lon())) }

// file is the attachment as a file, and the kind of message that makes; no
// kind for what is none.
func (a attachment) file() (chat.Kind, chat.File) {
	p := a.Payload
	f := chat.File{Kind: chat.FileDoc, Channel: chat.Zalo, Ref: string(p.URL), Name: string(p.Name)}
	f.Size, _ = strconv.ParseInt(string(p.Size), 10, 64) // not said: 0
	kind := chat.Kind("")
	switch a.Type {
	case "image", "photo":
		kind, f.Kind = chat.KindPhoto, chat.FilePhoto
	case "sticker":
		kind, f.Kind = chat.KindSticker, chat.FilePhoto
	case "audio", "voice":
		kind, f.Kind, f.MIME = chat.KindVoice, chat.FileVoice, audioType(f.Ref)
	case "video":
		kind, f.Kind = chat.KindFile, chat.FileVideo
	case "gif":
		kind, f.MIME = chat.KindFile, "image/gif"
	case "file":
		kind = chat.KindFile
	}
	return kind, f
}

// audioType tells what a voice note is; Zalo's are .amr.
func audioType(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".amr":
		return "audio/amr"
	case ".aac":
		return "audio/aac"
	case ".m4a":
		return "audio/mp4"
	case ".mp3":
		return "audio/mpeg"
	}
	return ""
}

// A press comes back as a text message that holds the button's payload. The
// mark tells it from the same letters typed by hand, and from the keywords of
// OA Manager, which begin with "#" and are answered there. Buttons of an earlier
// version, which stand in the chat for good, have the older mark.
const (
	pressMark = "!b:"
	olderMark = "#b:"
)

var choiceData = regexp.MustCompile(`^[a-zA-Z0-9_.:/-]{1,40}$`)

func pressed(in chat.Incoming) (data string, ok bool) {
	data, ok = strings.CutPrefix(in.Text, pressMark)
	if !ok {
		data, ok = strings.CutPrefix(in.Text, olderMark)
	}
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
