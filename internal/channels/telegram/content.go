package telegram

import (
	"strings"

	"hotro/internal/chat"
)

// movedPrefix begins the Data of a KindService that says that the group has a
// new id; the id follows.
const movedPrefix = "migrated:"

// memberPrefix begins the Data of a KindService that says that somebody came
// into the staff group, left it or has other rights there; the user's id follows.
const memberPrefix = "member:"

// fill reads what a message says. It returns the name of the event for messages
// in which nobody says anything (a pinned message, a new member), else "".
func fill(in *chat.Incoming, m *message) (service string) {
	switch {
	case m.MovedTo != 0:
		return event(in, movedPrefix+itoa(m.MovedTo))
	case m.TopicClosed != nil:
		return event(in, TopicClosed)
	case m.TopicReopened != nil:
		return event(in, TopicReopened)
	case m.Text != "":
		fillText(in, m)
	case m.Rich != nil && fillRich(in, m.Rich):
		in.Text = m.said()
	case m.Sticker != nil:
		in.Kind, in.Text = chat.KindSticker, m.Sticker.Emoji
	case m.Dice != nil:
		in.Kind, in.Text = chat.KindSticker, m.Dice.Emoji // the number thrown picks no option
	case m.Venue != nil:
		fillPlace(in, m.Venue.Location, m.Venue.Title, m.Venue.Address)
	case m.Location != nil:
		fillPlace(in, *m.Location)
	case m.Contact != nil && joined(m.Contact.FirstName, m.Contact.LastName, m.Contact.PhoneNumber) != "":
		in.Kind, in.Text = chat.KindContact, joined(m.Contact.FirstName, m.Contact.LastName, m.Contact.PhoneNumber)
		in.Data = whose(m)
	case fillFile(in, &m.files):
		in.Text = m.said()
	default:
		return fillOther(in, m)
	}
	fillExternal(in, m)
	return ""
}

// fillPlace reads a place and what it is called. One that is nowhere and has no
// name can't be read.
func fillPlace(in *chat.Incoming, at place, names ...string) {
	in.Kind, in.Text = chat.KindLocation, joined(append([]string{at.String()}, names...)...)
	if in.Text == "" {
		in.Kind, in.Data = chat.KindUnsupported, "location"
	}
}

// whose says whose contact card a message brings: people share their own, and
// those of others, by the same button. One without an account may be anybody's.
func whose(m *message) string {
	switch m.Contact.UserID {
	case 0:
		return ""
	case m.From.ID:
		return chat.ContactOwn
	}
	return chat.ContactOther
}

func event(in *chat.Incoming, data string) string {
	in.Kind, in.Data, in.ReplyTo, in.Origin = chat.KindService, data, "", ""
	return ""
}

// fillOther reads a message of another kind: the receiver sees what it is, and
// the words that it holds.
func fillOther(in *chat.Incoming, m *message) (service string) {
	if service = serviceOf(m); service != "" {
		return service
	}
	if m.odd != nil {
		m.fillOdd(in)
		return ""
	}
	name, words := other(m)
	if strings.Contains(m.said(), words) {
		words = ""
	}
	in.Kind, in.Data, in.Text = chat.KindUnsupported, name, lined(words, m.said())
	return ""
}

// fillText tells the opening of the bot ("/start", perhaps with the payload
// of a link) from everything else. In the staff group it is a word like any.
func fillText(in *chat.Incoming, m *message) {
	in.Kind, in.Text = chat.KindText, m.said()
	words := strings.Fields(m.Text)
	if len(words) == 0 || m.Chat.Type != "private" {
		return
	}
	command, _, _ := strings.Cut(words[0], "@")
	if strings.EqualFold(command, "/start") {
		in.Kind, in.Data = chat.KindStart, strings.Join(words[1:], " ")
	}
}

// fillRich reads the kind and the files of a rich message, and reports whether
// there is anything in it that can be read.
func fillRich(in *chat.Incoming, r *rich) bool {
	in.Kind = chat.KindText
	for _, h := range r.files() {
		if len(in.Files) == 0 {
			in.Kind = h.kind
		}
		in.Files = append(in.Files, h.file)
	}
	return len(in.Files) > 0 || r.words() != ""
}

// fillExternal adds what the answered message of another chat showed, when
// words alone came with it: they are about that.
func fillExternal(in *chat.Incoming, m *message) {
	if m.External == nil || in.Kind != chat.KindText {
		return
	}
	fillFile(in, &m.External.files)
}

// fillFile reads the files of a message and reports whether there are any.
func fillFile(in *chat.Incoming, f *files) bool {
	h, ok := f.held()
	if ok {
		in.Kind, in.Files = h.kind, []chat.File{h.file}
		return true
	}
	if f.Paid == nil {
		return false
	}
	for _, one := range f.Paid.Media {
		if h, ok := one.held(); ok {
			if len(in.Files) == 0 {
				in.Kind = h.kind
			}
			in.Files = append(in.Files, h.file)
		}
	}
	return len(in.Files) > 0
}

// held is a file, and what a message with it is.
type held struct {
	kind chat.Kind
	file chat.File
}

// held reads the one file there can be. An animation also comes as a document,
// so it is looked for first.
func (f *files) held() (h held, ok bool) {
	switch {
	case len(f.Photo) > 0:
		big := f.Photo[0]
		for _, p := range f.Photo[1:] {
			if p.Width*p.Height >= big.Width*big.Height {
				big = p
			}
		}
		h = held{chat.KindPhoto, chat.File{Kind: chat.FilePhoto, Channel: chat.Telegram, Ref: big.FileID, Unique: big.FileUniqueID, MIME: "image/jpeg", Size: int64(big.FileSize)}}
	case f.Voice != nil:
		h = held{chat.KindVoice, f.Voice.file(chat.FileVoice)}
	case f.VoiceNote != nil:
		h = held{chat.KindVoice, f.VoiceNote.file(chat.FileVoice)}
	case f.Audio != nil:
		h = held{chat.KindVoice, f.Audio.file(chat.FileVoice)}
	case f.Animation != nil:
		h = held{chat.KindFile, f.Animation.file(chat.FileVideo)}
	case f.Video != nil:
		h = held{chat.KindFile, f.Video.file(chat.FileVideo)}
	case f.VideoNote != nil:
		h = held{chat.KindFile, f.VideoNote.file(chat.FileVideo)}
	case f.Document != nil:
		h = held{chat.KindFile, f.Document.file(chat.FileDoc)}
	}
	return h, h.file.Ref != ""
}

func (a *attachment) file(kind chat.FileKind) chat.File {
	return chat.File{Kind: kind, Channel: chat.Telegram, Ref: a.FileID, Unique: a.Unique, Name: a.Name, MIME: a.MIME, Size: max(a.Size, 0), Large: a.Size > maxFetch}
}

func joined(parts ...string) string {
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}
