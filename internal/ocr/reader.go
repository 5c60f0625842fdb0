package ocr

import (
	"context"
	"errors"
	"fmt"
)

// Who read a picture.
const (
	ByModel     = "model"
	ByTesseract = "tesseract"
)

// ErrNoReader means that there is nothing to read pictures with.
var ErrNoReader = errors.New("nothing to read pictures with: install tesseract, or set OPENAI_VISION")

// Vision is a model that reads the text off a picture.
type Vision interface {
	ReadImage(ctx context.Context, user string, image []byte) (string, error)
}

// Reader reads screenshots with a model where one is configured, and with
// tesseract where there is none or it fails. Either may be nil.
type Reader struct {
	Model     Vision
	Tesseract *Tesseract
	// Found reports whether a text holds what screenshots are read for: a code
	// or a call ID. Without it the first attempt is taken.
	Found func(text string) bool
}

// Read returns the text on a picture and who read it. user is the
// conversation, for the model's budget. The size a picture claims is checked
// before anything else; the error wraps ErrImage when it is no picture.
func (r *Reader) Read(ctx context.Context, user string, data []byte) (text, by string, err error) {
	if r == nil || (r.Model == nil && r.Tesseract == nil) {
		return "", "", ErrNoReader
	}
	if err := Check(data); err != nil {
		return "", "", err
	}
	var why error
	if r.Model != nil {
		if text, why = r.Model.ReadImage(ctx, user, data); why == nil && (r.Found == nil || r.Found(text)) {
			return text, ByModel, nil
		}
	}
	if r.Tesseract == nil {
		return text, ByModel, why
	}
	read, err := r.Tesseract.Read(ctx, data, r.Found)
	switch {
	case err == nil:
		return read, ByTesseract, nil
	case r.Model != nil && why == nil:
		return text, ByModel, nil // the model read something, if nothing of use
	default:
		return "", "", errors.Join(why, err)
	}
}

// Check reports whether data is a picture of a size that is read at all.
func Check(data []byte) error {
	if _, err := measure(data); err != nil {
		return fmt.Errorf("check a picture: %w", err)
	}
	return nil
}
