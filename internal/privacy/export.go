package privacy

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"hotro/internal/chat"
	"hotro/internal/store"
	"hotro/internal/text"
)

// Opener opens a file of a conversation, wherever it is kept.
type Opener interface {
	Open(ctx context.Context, f chat.File) (rc io.ReadCloser, size int64, err error)
}

// exported is what stands in data.json of an export.
type exported struct {
	At           time.Time         `json:"exported_at"`
	Conversation json.RawMessage   `json:"conversation,omitempty"` // chat.Conversation
	Ends         time.Time         `json:"kept_until"`             // unless something happens
	Tickets      []json.RawMessage `json:"tickets,omitempty"`      // chat.Ticket
	Lines        []exportedLine    `json:"lines,omitempty"`
	Arrivals     []json.RawMessage `json:"arrivals_that_wait,omitempty"` // chat.Incoming
	Replies      []json.RawMessage `json:"replies_that_wait,omitempty"`  // chat.Outgoing
	Dead         []exportedDead    `json:"dead_letters,omitempty"`
	Files        []exportedFile    `json:"files,omitempty"`
	Picture      string            `json:"picture,omitempty"` // that the user shows: where it stands in the archive
}

// exportedLine is a line of the transcript.
type exportedLine struct {
	Line     json.RawMessage `json:"line"`
	Delivery json.RawMessage `json:"delivery,omitempty"`
}

// exportedDead is a dead letter.
type exportedDead struct {
	At     time.Time       `json:"at"`
	Queue  string          `json:"queue"`
	Reason string          `json:"reason"`
	Body   json.RawMessage `json:"body,omitempty"`
}

// exportedFile is a file, and where it stands in the archive.
type exportedFile struct {
	chat.File
	Path string `json:"path,omitempty"`
	Gone bool   `json:"gone,omitempty"` // nobody has it any more, or its platform did not give it
}

// Export writes all that is kept about the user of a conversation as a ZIP
// archive: data.json, and the files. ErrNobody when nothing is kept.
func (p *People) Export(ctx context.Context, conv string, to io.Writer) error {
	k, dead, err := p.all(ctx, conv)
	if err != nil {
		return err
	}
	z := zip.NewWriter(to)
	out := k.exported(p.o.Now(), dead)
	for n, f := range attached(k.state, k.lines) {
		one, err := p.exportFile(ctx, z, n+1, f)
		if err != nil {
			return fmt.Errorf("export %s: %w", conv, err)
		}
		out.Files = append(out.Files, one)
	}
	if out.Picture, err = p.exportPicture(ctx, z, conv); err != nil {
		return fmt.Errorf("export %s: %w", conv, err)
	}
	w, err := z.CreateHeader(&zip.FileHeader{Name: "data.json", Method: zip.Deflate, Modified: p.o.Now()})
	if err != nil {
		return fmt.Errorf("export %s: %w", conv, err)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(out); err != nil {
		return fmt.Errorf("export %s: %w", conv, err)
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("export %s: %w", conv, err)
	}
	return nil
}

// exportFile puts a file into the archive. One that can't be had is only named.
func (p *People) exportFile(ctx context.Context, z *zip.Writer, n int, f chat.File) (exportedFile, error) {
	one := exportedFile{File: f}
	rc, _, err := p.o.Files.Open(ctx, f)
	if err != nil {
		p.o.Log.Warn("export: a file can't be had and is only named", "channel", f.Channel, "err", err)
		one.Gone = true
		return one, nil
	}
	defer rc.Close()
	one.Path = fmt.Sprintf("files/%03d-%s", n, text.FileName(f.Name))
	w, err := z.CreateHeader(&zip.FileHeader{Name: one.Path, Method: zip.Deflate, Modified: p.o.Now()})
	if err == nil {
		_, err = io.Copy(w, rc)
	}
	return one, err
}

// exportPicture puts the picture that the user shows into the archive.
func (p *People) exportPicture(ctx context.Context, z *zip.Writer, conv string) (path string, err error) {
	if p.o.Portraits == nil {
		return "", nil
	}
	picture, err := p.o.Portraits.Of(ctx, conv)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	path = "picture.jpg"
	w, err := z.CreateHeader(&zip.FileHeader{Name: path, Method: zip.Store, Modified: p.o.Now()})
	if err == nil {
		_, err = w.Write(picture)
	}
	return path, err
}

func (k *kept) exported(now time.Time, dead []store.Dead) exported {
	out := exported{At: now.UTC(), Conversation: raw(k.State), Ends: store.Moment(k.Ends)}
	for _, r := range k.Rows {
		out.Tickets = append(out.Tickets, raw(r.Body))
	}
	for _, l := range k.Lines {
		out.Lines = append(out.Lines, exportedLine{Line: raw(l.Body), Delivery: raw(l.Delivery)})
	}
	for _, it := range k.Items {
		out.Arrivals = append(out.Arrivals, raw(it.Body))
	}
	for _, o := range k.Outs {
		out.Replies = append(out.Replies, raw(o.Body))
	}
	for _, d := range dead {
		out.Dead = append(out.Dead, exportedDead{At: d.At, Queue: d.Queue, Reason: d.Reason, Body: raw(d.Body)})
	}
	return out
}

// raw is a stored body as JSON: it is that, or stands as a string.
func raw(b []byte) json.RawMessage {
	switch {
	case len(b) == 0:
		return nil
	case json.Valid(b):
		return b
	}
	s, _ := json.Marshal(string(b)) // a string always encodes
	return s
}
