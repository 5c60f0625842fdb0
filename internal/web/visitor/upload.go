package visitor

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"hotro/internal/budget"
	"hotro/internal/channels/webchat"
	"hotro/internal/chat"
	"hotro/internal/web/files"
	"hotro/internal/web/limit"
)

// upload accepts one file with an optional caption, as a multipart form with
// id, caption and file, in this order: from a visitor who talks to us already,
// and few at once.
func (p *Page) upload(w http.ResponseWriter, r *http.Request) error {
	id, _ := p.known(r)
	if id == "" {
		return errStranger
	}
	leave, ok := p.uploading.Enter(p.Proxies.Client(r), id)
	if !ok {
		return errSlow{5 * time.Second}
	}
	defer leave()
	if err := p.allow(r, p.uploads, id); err != nil {
		return err
	}
	if err := p.begun(r.Context(), id); err != nil {
		return err
	}
	if err := p.spend(r, budget.Files, id, size(r)); err != nil {
		return err
	}
	words := p.Renderer.Page(w, r).Words
	r.Body = http.MaxBytesReader(w, r.Body, files.MaxUpload+maxBody)
	limit.Steady(w, r)
	in, form, err := p.received(r, chat.User{ID: p.visitor(w, r), Name: p.name(id), Lang: words.Lang()})
	if err != nil {
		return err
	}
	return p.store(w, r, words, in, form)
}

// size is how long the body of a request may be.
func size(r *http.Request) int64 {
	if r.ContentLength >= 0 {
		return min(r.ContentLength, files.MaxUpload)
	}
	return files.MaxUpload
}

// begun makes sure that a visitor has a conversation. One that begins at this
// moment is waited for: a picture may be the first thing that a user sends.
func (p *Page) begun(ctx context.Context, id string) error {
	conv := webchat.Address(id).String()
	sub := p.Feed.Subscribe(conv)
	defer sub.Close()
	late := time.NewTimer(answerWait)
	defer late.Stop()
	for {
		snap, err := p.Transcript.Load(ctx, conv)
		if err != nil {
			return fmt.Errorf("upload: %w", err)
		}
		if snap.Version > 0 {
			return nil
		}
		select {
		case <-sub.Woken():
			sub.Take()
		case <-late.C:
			return errStranger
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// A form holds these fields once each, and of them no more than a message has.
var errForm = errors.New("no such field here, or too long")

// received reads the form.
func (p *Page) received(r *http.Request, who chat.User) (in chat.Incoming, form bool, err error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return in, false, errBad{err}
	}
	fields := map[string]string{}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return in, false, webchat.ErrEmpty
		}
		if err != nil {
			return in, false, errBad{err}
		}
		name := part.FormName()
		if name == "file" {
			in, err = p.kept(r.Context(), who, fields, part.FileName(), part)
			return in, fields["form"] != "", err
		}
		if _, twice := fields[name]; twice || name != "id" && name != "caption" && name != "form" {
			return in, false, errBad{errForm}
		}
		b, err := io.ReadAll(io.LimitReader(part, maxBody))
		if err != nil {
			return in, false, errBad{err}
		}
		fields[name] = string(b)
	}
}

// kept keeps the file of a form and returns its message.
func (p *Page) kept(ctx context.Context, who chat.User, fields map[string]string, name string, file io.Reader) (chat.Incoming, error) {
	// Checked before the file is stored: a refused message stores nothing.
	if _, err := webchat.Upload(who, fields["id"], fields["caption"], chat.File{}, time.Now()); err != nil {
		return chat.Incoming{}, errBad{err}
	}
	f, err := p.Media.Upload(ctx, webchat.Address(who.ID).String(), name, file)
	if errors.Is(err, files.ErrUnreadable) {
		return chat.Incoming{}, errBad{err}
	}
	if err != nil {
		return chat.Incoming{}, err
	}
	return webchat.Upload(who, fields["id"], fields["caption"], f, time.Now())
}
