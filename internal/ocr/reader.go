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

// ErrNoReader says that nothing is there to read pictures with.
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
	// or a call ID. Without it the first look is taken.
	Found func(text string) bool
}

// Read returns the text on a picture and who read it. user is the
// conversation, for the model's budget. The size a picture claims is checked
// before anything else; the error wraps ErrImage when it is no picture.
func (e *Reader) Read(ctx context.Context, user string, data []byte) (text, by string, err error) {
	if e == nil || (e.Model == nil && e.Tesseract == nil) {
		return "", "", ErrNoReader
	}
	if err := Check(data); err != nil {
		return "", "", err
	}
	var why error
	if e.Model != nil {
		if text, why = e.Model.ReadImage(ctx, user, data); why == nil && (e.Found == nil || e.Found(text)) {
			return text, ByModel, nil
		}
	}
	if e.Tesseract == nil {
		return text, ByModel, why
	}
	read, err := e.Tesseract.Read(ctx, data, e.Found)
	switch {
	case err == nil:
		return read, ByTesseract, nil
	case e.Model != nil && why == nil:
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
