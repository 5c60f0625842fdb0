package zalo

import (
	"encoding/json"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"hotro/internal/channels/httpapi"
	"hotro/internal/chat"
	"hotro/internal/pattern"
)

// into adds an attachment to a message.
func (a attachment) into(in *chat.Incoming, event string) {
	kind, file := a.file()
	switch {
	case a.Type == "location" || a.lat() != "" && a.lon() != "":
		in.Kind, in.Text = chat.KindLocation, place(a.lat(), a.lon(), in.Text)
	case event == "user_send_business_card" || phone(a.Payload.Description.word) != "":
		a.card(in, event)
	case a.Type == "link":
		in.Kind = chat.KindText
		in.Text = lines(in.Text, string(a.Payload.Title), string(a.Payload.Description.word), string(a.Payload.URL))
	case kind == chat.KindSticker && file.Ref == "":
		in.Kind = kind
	case kind != "" && file.Ref != "":
		in.Kind, in.Files = kind, append(in.Files, file)
		if file.Kind == chat.FileVideo { // where its caption stands
			in.Text = lines(in.Text, string(a.Payload.Description.word))
		}
	default:
		a.undocumented(in, event)
	}
}

// card adds a contact card. One without a number has at least an address at
// which its owner can be found.
func (a attachment) card(in *chat.Incoming, event string) {
	number := phone(a.Payload.Description.word)
	in.Kind, in.Text = chat.KindContact, joined(word(in.Text), number)
	if number == "" {
		in.Text = joined(word(in.Text), a.Payload.Title, a.Payload.URL)
	}
	if in.Text == "" {
		in.Kind, in.Data = chat.KindUnsupported, event
	}
}

// undocumented adds an attachment of a later version, or one that lacks what
// its kind has: a document that Zalo keeps, else its words and address.
func (a attachment) undocumented(in *chat.Incoming, event string) {
	g := httpapi.Gather(a.raw, "thumbnail", "checksum")
	g.URL = first(word(g.URL), a.Payload.URL)
	if name := documentName(g); name != "" {
		f := chat.File{Kind: chat.FileDoc, Channel: chat.Zalo, Ref: g.URL, Name: name}
		if slices.Contains([]string{".jpg", ".jpeg", ".png", ".webp"}, strings.ToLower(path.Ext(name))) {
			f.Kind = chat.FilePhoto
		}
		f.Size, _ = strconv.ParseInt(g.Size, 10, 64) // not said: 0
		in.Kind, in.Files = f.Arrival(), append(in.Files, f)
		in.Text = lines(in.Text, string(a.Payload.Title), string(a.Payload.Description.word))
		return
	}
	in.Text = lines(in.Text, gathered(a.raw), string(a.Payload.URL))
	if len(in.Files) == 0 {
		in.Kind, in.Data = chat.KindUnsupported, a.what(event)
	}
}

// what names an attachment for staff: as the event does, unless that is one of
// those whose attachments are known.
func (a attachment) what(event string) string {
	known := []string{"text", "image", "link", "audio", "video", "sticker", "location", "file", "gif"}
	_, sent, _ := strings.Cut(event, "_send_")
	if slices.Contains(known, sent) && typeName.MatchString(string(a.Type)) && !slices.Contains(known, string(a.Type)) {
		return string(a.Type)
	}
	return event
}

var typeName = pattern.New(`^[a-z0-9_.-]{1,40}$`)

// documentName names the document or picture at an address that was gathered; "" when
// there is none that could be fetched: Zalo keeps it, on hosts where nothing
// else is.
func documentName(g httpapi.Gathered) string {
	u, err := url.Parse(g.URL)
	host := func(h string) bool { return strings.HasSuffix(u.Hostname(), "."+h) }
	if err != nil || u.Scheme != "https" || !slices.ContainsFunc([]string{"zdn.vn", "zadn.vn"}, host) {
		return ""
	}
	if g.Name == "" && path.Ext(u.Path) != "" {
		return path.Base(u.Path)
	}
	return g.Name
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

// phone takes the number out of a contact card's description, which is JSON
// in a string, or plain.
func phone(description word) word {
	var d struct {
		Phone word `json:"phone"`
	}
	if json.Unmarshal([]byte(description), &d) != nil {
		return ""
	}
	return d.Phone
}
