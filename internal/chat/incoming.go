package chat

import (
	"path"
	"slices"
	"strings"
	"time"
)

// Kind says what an Incoming is.
type Kind string

// What can arrive. A channel maps every event of its platform to one of these
// or ignores it on purpose.
const (
	KindText        Kind = "text"
	KindButton      Kind = "button"      // Data holds the payload of the pressed Choice
	KindPhoto       Kind = "photo"       // Files[0]; Text is the caption
	KindFile        Kind = "file"        // any other document, video, animation
	KindVoice       Kind = "voice"       // a voice note or audio
	KindSticker     Kind = "sticker"     //
	KindLocation    Kind = "location"    // Text holds "lat,lon" and the place's name if any
	KindContact     Kind = "contact"     // Text holds name and number; Data says whose card it is: ContactOwn, ContactOther, "" where nobody knows
	KindEdit        Kind = "edit"        // Message was changed to Text
	KindUnsupported Kind = "unsupported" // anything else: Data holds the platform's name of it, Text the words that were in it
	KindStart       Kind = "start"       // the user opened or followed the bot, Text says which to staff; Data holds what a link named: a code, a call ID, or both
	KindBlocked     Kind = "blocked"     // the user blocked or left the bot, or a send found it out
	KindUnblocked   Kind = "unblocked"   //
	KindLeft        Kind = "left"        // the user unfollowed the account; they can still be written to for some time
	KindErase       Kind = "erase"       // the user has decided that what is kept about them is deleted
	KindEcho        Kind = "echo"        // staff answered in the platform's own app; Text is what they wrote
	KindSeen        Kind = "seen"        // a picture was read after its answer went out: Data is the picture's ID, Text what it says
	KindReaction    Kind = "reaction"    // a sign was put on Message: Data is the emoji, "" when it was taken off
	KindService     Kind = "service"     // a staff topic was closed, reopened or removed: Data says which
)

// Whose a contact card is, as the platform vouches for it.
const (
	ContactOwn   = "own"   // the sender's
	ContactOther = "other" // somebody else's
)

// Incoming is one thing that arrived from a platform. It is stored before it
// is acted on, so it must hold all that acting needs.
type Incoming struct {
	ID      string    `json:"id"` // unique per address, the same on redelivery: the dedupe key
	From    Address   `json:"from"`
	User    User      `json:"user"`
	Kind    Kind      `json:"kind"`
	Text    string    `json:"text,omitempty"`
	Data    string    `json:"data,omitempty"`
	Files   []File    `json:"files,omitempty"`
	Message string    `json:"message,omitempty"` // the platform's id of the message; edits and replies point at it
	ReplyTo string    `json:"reply_to,omitempty"`
	Quote   string    `json:"quote,omitempty"`  // the quoted part of ReplyTo, where the platform gives it
	Album   string    `json:"album,omitempty"`  // items of one album share it
	Origin  string    `json:"origin,omitempty"` // who wrote it first, when it was passed on
	At      time.Time `json:"at"`               // the platform's clock; receipt time when it has none

	About map[string]string `json:"about,omitempty"` // what the channel knows of where the user writes from: AboutPage and the like
	Spans []Span            `json:"spans,omitempty"` // the looks of Text, in what staff write
}

// Same reports whether two files are known to be one.
func (f File) Same(g File) bool {
	if f.Unique != "" && g.Unique != "" {
		return f.Unique == g.Unique
	}
	return f.Channel == g.Channel && f.Ref == g.Ref && f.Blob == g.Blob
}

// Arrival is what a message with the file is.
func (f File) Arrival() Kind {
	switch f.Kind {
	case FilePhoto:
		return KindPhoto
	case FileVoice:
		return KindVoice
	}
	return KindFile
}

// Added returns the files that are not among the earlier ones.
func Added(earlier, now []File) []File {
	var out []File
	for _, f := range now {
		if !slices.ContainsFunc(earlier, f.Same) {
			out = append(out, f)
		}
	}
	return out
}

// Pictured is an arrival with pictures that were sent as files as what they are:
// people send screenshots so to keep them sharp.
func (in Incoming) Pictured() Incoming {
	if in.Kind != KindFile || len(in.Files) == 0 {
		return in
	}
	files := slices.Clone(in.Files)
	for i, f := range files {
		if f.Kind == FileDoc && f.picture() {
			files[i].Kind = FilePhoto
		}
	}
	in.Files, in.Kind = files, files[0].Arrival()
	return in
}

// picture reports whether a file is a still picture, by its type or its name.
func (f File) picture() bool {
	pictures := []string{"png", "jpg", "jpeg", "webp", "bmp"}
	kind, of, _ := strings.Cut(strings.ToLower(f.MIME), "/")
	if kind == "image" {
		return slices.Contains(pictures, of)
	}
	return (kind == "" || strings.HasSuffix(f.MIME, "octet-stream")) &&
		slices.Contains(pictures, strings.TrimPrefix(strings.ToLower(path.Ext(f.Name)), "."))
}

// FileKind says how a file is shown.
type FileKind string

// The kinds of file.
const (
	FilePhoto FileKind = "photo"
	FileDoc   FileKind = "file"
	FileVoice FileKind = "voice"
	FileVideo FileKind = "video"
)

// File points at bytes held elsewhere: on a platform (Ref, fetched by that
// channel) or in our own store (Blob).
type File struct {
	Kind    FileKind `json:"kind"`
	Channel string   `json:"channel,omitempty"` // whose Ref it is
	Ref     string   `json:"ref,omitempty"`     // Telegram file_id; Zalo URL
	Unique  string   `json:"unique,omitempty"`  // the platform's own mark of the bytes, where Ref differs from message to message
	Blob    string   `json:"blob,omitempty"`    // id in our store, for uploads on the web
	Name    string   `json:"name,omitempty"`    // the sender's text: never trust it as a path or markup
	MIME    string   `json:"mime,omitempty"`
	Size    int64    `json:"size,omitempty"`  // bytes; 0 when the platform does not say
	Large   bool     `json:"large,omitempty"` // more than its platform lets a bot fetch
}
