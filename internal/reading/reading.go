// Package reading turns what users send beside text into text: the writing in
// a picture, the words of a voice note.
//
// It fetches the file and keeps the bounds; who reads is given to it. What
// can't be read is empty, and the user is asked to type. Safe for concurrent
// use. Start reading at Images.ReadImage.
package reading

import (
	"context"
	"io"
	"log/slog"

	"hotro/internal/capped"
	"hotro/internal/chat"
	"hotro/internal/ocr"
)

const maxFile = 10 << 20 // the largest picture or voice note that is read

// Files opens what users send.
type Files interface {
	Open(ctx context.Context, f chat.File) (r io.ReadCloser, size int64, err error)
}

// Images reads the text off pictures.
type Images struct {
	Reader *ocr.Reader
	Files  Files
	Log    *slog.Logger
	// Afford takes from the budget of pictures; nil: there is none.
	Afford func(ctx context.Context, conv string) error
}

// ReadImage is bot.ImageReader. It takes as long as ctx lets it. What can't be read is not seen; the user is asked to type.
func (i Images) ReadImage(ctx context.Context, conv string, f chat.File) string {
	if i.Afford != nil {
		if err := i.Afford(ctx, conv); err != nil {
			i.Log.Info("a picture was left unread", "conv", conv, "err", err)
			return ""
		}
	}
	r, _, err := i.Files.Open(ctx, f)
	if err != nil {
		i.Log.Warn("a picture could not be fetched", "conv", conv, "err", err)
		return ""
	}
	defer r.Close()
	data, err := capped.ReadAll(r, maxFile)
	if err != nil {
		i.Log.Warn("a picture was not read", "conv", conv, "err", err)
		return ""
	}
	text, _, err := i.Reader.Read(ctx, conv, data)
	if err != nil {
		i.Log.Warn("a picture could not be read", "conv", conv, "err", err)
		return ""
	}
	return text
}

// Model turns sound into text.
type Model interface {
	Transcribe(ctx context.Context, conv, name string, sound io.Reader) (string, error)
}

// Voice turns voice notes into text.
type Voice struct {
	Model Model
	Files Files
}

// Transcribe is bot.Transcriber.
func (v Voice) Transcribe(ctx context.Context, conv string, f chat.File) string {
	r, _, err := v.Files.Open(ctx, f)
	if err != nil {
		return ""
	}
	defer r.Close()
	name := f.Name
	if name == "" {
		name = "voice.ogg"
	}
	text, err := v.Model.Transcribe(ctx, conv, name, io.LimitReader(r, maxFile))
	if err != nil {
		return ""
	}
	return text
}
