package telegram

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"

	"hotro/internal/capped"
	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/store"
	"hotro/internal/text"
)

// Telegram's limits on files.
const (
	maxPhoto  = 10 << 20
	maxUpload = 50 << 20
	maxFetch  = 20 << 20
)

// way is how one kind of file is sent.
type way struct{ method, field string }

var asDocument = way{"sendDocument", "document"}

// wayOf picks the method. Voice notes must be OGG, MP3 or M4A; what else is
// called a voice goes as a document.
func wayOf(f chat.File) way {
	switch f.Kind {
	case chat.FilePhoto:
		return way{"sendPhoto", "photo"}
	case chat.FileVideo:
		return way{"sendVideo", "video"}
	case chat.FileVoice:
		switch f.MIME {
		case "", "audio/ogg", "audio/opus":
			return way{"sendVoice", "voice"}
		case "audio/mpeg", "audio/mp3", "audio/mp4", "audio/m4a", "audio/x-m4a":
			return way{"sendAudio", "audio"}
		}
	}
	return asDocument
}

// sendFile sends the part's one file: Telegram's own by its id, any other by
// its bytes.
func (s *sender) sendFile(ctx context.Context, f shape) (string, error) {
	file, w := f.part.Files[0], wayOf(f.part.Files[0])
	if file.Channel != chat.Telegram || file.Ref == "" {
		return s.sendBytes(ctx, f, w)
	}
	p := maps.Clone(f.params)
	p[w.field] = file.Ref
	raw, err := s.call(ctx, w.method, p)
	if err != nil {
		return "", err
	}
	return messageID(w.method, raw)
}

func (s *sender) sendBytes(ctx context.Context, f shape, w way) (string, error) {
	data, name, err := s.bytes(ctx, f.part.Files[0])
	if err != nil {
		return "", err
	}
	if w.field == "photo" && len(data) > maxPhoto {
		w = asDocument
	}
	raw, err := s.upload(ctx, w.method, f.params, w.field, name, data)
	if err != nil {
		return "", err
	}
	return messageID(w.method, raw)
}

// bytes reads a file from where it is held. A file that can't be had is
// refused, for trying again finds it missing again; a store or platform that
// does not answer is tried again.
func (s *sender) bytes(ctx context.Context, f chat.File) ([]byte, string, error) {
	lost := func(err error) error {
		return &channels.Failure{Class: channels.Refused, Reason: reasonNoFile, Err: err}
	}
	switch {
	case f.Blob != "" && s.blobs != nil:
		blob, err := s.blobs.Blob(ctx, f.Blob)
		switch {
		case errors.Is(err, store.ErrNotFound):
			return nil, "", lost(fmt.Errorf("stored file: %w", err))
		case err != nil:
			return nil, "", fmt.Errorf("stored file: %w", err)
		}
		return blob.Data, fileName(f, blob.Name), nil
	case f.Ref == "":
		return nil, "", lost(errors.New("the reply's file points nowhere"))
	}
	from := channels.Fetcher(s)
	if f.Channel != chat.Telegram {
		from = s.others
	}
	if from == nil {
		return nil, "", lost(fmt.Errorf("files of channel %q can't be fetched", f.Channel))
	}
	r, err := from.Fetch(ctx, f, maxUpload+1) // one more, to tell a file that is too large from one that was cut
	if err != nil {
		return nil, "", lost(fmt.Errorf("file of channel %q: %w", f.Channel, err))
	}
	defer r.Close()
	data, err := capped.ReadAll(r, maxUpload)
	switch {
	case errors.Is(err, capped.ErrTooLarge):
		return nil, "", &channels.Failure{Class: channels.Refused, Reason: reasonTooBig, Err: err}
	case err != nil:
		return nil, "", fmt.Errorf("file of channel %q: %w", f.Channel, err)
	}
	return data, fileName(f, ""), nil
}

// fileName is what a file is called, safe to pass on; never empty. Quotes would
// have to be escaped in a form, which servers read differently.
func fileName(f chat.File, stored string) string {
	name := text.FileName(strings.ReplaceAll(cmp.Or(f.Name, stored), `"`, ""))
	return cmp.Or(name, defaultName(f.Kind))
}

func defaultName(k chat.FileKind) string {
	switch k {
	case chat.FilePhoto:
		return "photo.jpg"
	case chat.FileVoice:
		return "voice.ogg"
	case chat.FileVideo:
		return "video.mp4"
	}
	return "file"
}
