package console

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/web/files"
	"hotro/internal/web/limit"
	"hotro/internal/web/login"
)

// Limits on one answer.
const (
	maxAnswer = 8000 // characters
	maxFiles  = 10
)

// answerForm is what the reply box sends.
type answerForm struct {
	id, text string
	note     bool
	to       int64  // the line it answers
	draft    string // the kind that it was begun as
	over     string // the holder whose ticket it answers all the same
	begun    bool   // while the ticket was open
	literal  bool   // though it looks like a command
	files    []chat.File
}

// say sends words and files to the user, or keeps them as a note.
func (fm *forms) say(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 3*files.MaxUpload)
	limit.Steady(w, r)
	conv, err := fm.latest(r.Context(), numbered(r))
	var f answerForm
	if err == nil {
		f, err = fm.written(r, conv)
	}
	if err == nil && f.commands() {
		fm.askCommand(w, r, f)
		return
	}
	if err == nil {
		words, looks := chat.Typed(f.text)
		_, err = fm.desk.Write(r.Context(), conv, login.From(r.Context()).Staff, desk.StaffMessage{
			Via: "web", Note: f.note, ID: actID(f.id), Careful: true, Over: f.over, Begun: f.begun,
			Reply: chat.Reply{Text: words, Spans: looks, Files: f.files, Verbatim: true, ReplyTo: fm.message(r.Context(), conv, f.to)},
		})
	}
	if err == nil {
		fm.feed.Touch(conv)
		fm.writes(r, numbered(r), "")
	}
	fm.leaveDraft(r, f, err)
	if _, taken := errors.AsType[desk.ErrTaken](err); taken {
		fm.collide(w, r, err)
		return
	}
	if errors.Is(err, desk.ErrEnded) {
		fm.askEnded(w, r)
		return
	}
	fm.answer(w, r, f.kind(), desk.Answer{}, err)
}

// commands reports whether words to the user look like a command: it is asked
// before they are sent as they stand.
func (f *answerForm) commands() bool {
	return !f.note && !f.literal && strings.HasPrefix(f.text, "/")
}

// kind is the action that the form is for.
func (f *answerForm) kind() string {
	if f.note {
		return "note"
	}
	return "say"
}

// written reads the reply box. Files are stored as they are read, as the
// conversation's.
func (fm *forms) written(r *http.Request, conv string) (f answerForm, err error) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		if err := r.ParseForm(); err != nil {
			return f, err
		}
		for _, name := range []string{"id", "kind", "text", "reply_to", "over", "draft", "begun", "literal"} {
			f.take(name, r.PostForm.Get(name))
		}
		return f, f.check()
	}
	parts, err := r.MultipartReader()
	if err != nil {
		return f, errBad
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return f, f.check()
		}
		if err != nil {
			return f, err
		}
		if part.FormName() == "file" {
			if err := f.attach(r.Context(), fm.media, conv, part.FileName(), part); err != nil {
				return f, err
			}
			continue
		}
		b, err := io.ReadAll(io.LimitReader(part, maxForm))
		if err != nil {
			return f, err
		}
		f.take(part.FormName(), string(b))
	}
}

func (f *answerForm) take(name, value string) {
	switch name {
	case "id":
		f.id = value
	case "kind":
		f.note = value == "note"
	case "draft":
		f.draft = value
	case "over":
		if f.over = value; value == verbatim {
			f.over, f.literal = "", true
		}
	case "begun":
		f.begun = value == "open"
	case "literal":
		f.literal = f.literal || value != ""
	case "reply_to":
		f.to, _ = strconv.ParseInt(value, 10, 64)
	case "text":
		f.text = strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(value, ""), "\r\n", "\n"))
	}
}

func (f *answerForm) attach(ctx context.Context, m *files.Media, conv, name string, r io.Reader) error {
	if name == "" {
		return nil // a browser sends an empty part for no file
	}
	if len(f.files) == maxFiles {
		return errBad
	}
	file, err := m.Upload(ctx, conv, name, r)
	if err != nil {
		return err
	}
	f.files = append(f.files, file)
	return nil
}

func (f *answerForm) check() error {
	if utf8.RuneCountInString(f.text) > maxAnswer {
		return errBad
	}
	return nil
}

// typing shows colleagues that somebody is writing, and the user that it is an
// answer of whoever holds the ticket.
func (fm *forms) typing(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	t, err := fm.tickets.Ticket(r.Context(), numbered(r))
	if err == nil {
		err = parse(r)
	}
	note := r.PostFormValue("kind") == "note"
	if err == nil {
		fm.writes(r, t.Number, (&answerForm{note: note}).kind())
	}
	if err == nil && !note && t.Open() && t.Holder.Staff == login.From(r.Context()).Staff.ID && fm.showTyping != nil {
		fm.showTyping(r.Context(), t.Conv)
	}
	w.WriteHeader(http.StatusNoContent)
}

// writes shows colleagues what kind of words somebody writes; none: they have
// stopped.
func (fm *forms) writes(r *http.Request, ticket int64, kind string) {
	me := login.From(r.Context()).Staff
	fm.room.Write(me.ID, me.Name, ticket, kind)
}
