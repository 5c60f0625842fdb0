package app

import (
	"context"
	"io"
	"log/slog"
	"time"

	"hotro/internal/chat"
	"hotro/internal/ocr"
	"hotro/internal/web/files"
)

const (
	maxPicture = 10 << 20         // the largest picture that is looked at
	lookFor    = 12 * time.Second // a turn waits no longer for what a picture says
)

// eyes read the text off the pictures that users send.
type eyes struct {
	read  *ocr.Reader
	media *files.Media
	log   *slog.Logger
}

// openEyes returns what can read pictures here, nil when nothing can.
func (a *App) openEyes(ctx context.Context) *eyes {
	e := &ocr.Reader{Found: a.useful}
	if a.model.Sees() {
		e.Model = a.model
	}
	t := ocr.New(a.cfg.OCR)
	if _, err := t.Available(ctx); err == nil {
		e.Tesseract = t
	}
	if e.Model == nil && e.Tesseract == nil {
		a.log.Info("screenshots are not read: no tesseract, and no model that sees; users are asked to type the code")
		return nil
	}
	return &eyes{read: e, media: a.media, log: a.log}
}

// useful reports whether the text of a picture holds a code or a call ID.
func (a *App) useful(text string) bool {
	r := a.guides.get().Matcher.Match(text)
	return r.Code != "" || len(r.CallIDs) > 0
}

// ReadImage is bot.ImageReader. What can't be read is not seen; the user is asked to type.
func (e *eyes) ReadImage(ctx context.Context, conv string, f chat.File) string {
	ctx, cancel := context.WithTimeout(ctx, lookFor)
	defer cancel()
	r, _, err := e.media.Open(ctx, f)
	if err != nil {
		e.log.Warn("a picture could not be fetched", "conv", conv, "err", err)
		return ""
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxPicture+1))
	if err != nil || len(data) > maxPicture {
		e.log.Warn("a picture was not read", "conv", conv, "bytes", len(data), "err", err)
		return ""
	}
	text, _, err := e.read.Read(ctx, conv, data)
	if err != nil {
		e.log.Warn("a picture could not be read", "conv", conv, "err", err)
		return ""
	}
	return text
}
