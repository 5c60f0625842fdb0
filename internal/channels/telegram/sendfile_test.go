package telegram

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"testing"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/chat"
	"hotro/internal/store"
)

// photoOf makes the user send a picture and returns it as the bot would see it.
func photoOf(u *telegramtest.User) chat.File {
	m := u.SendsPhoto([]byte("\xff\xd8jpeg"), "")
	return chat.File{Kind: chat.FilePhoto, Channel: chat.Telegram, Ref: m.File.ID}
}

// shelf holds blobs by id, and plays another channel.
type shelf map[string]store.Blob

func (s shelf) Blob(_ context.Context, id string) (store.Blob, error) {
	if b, ok := s[id]; ok {
		return b, nil
	}
	return store.Blob{}, store.ErrNotFound
}

func (s shelf) Fetch(_ context.Context, f chat.File, _ int64) (io.ReadCloser, error) {
	if b, ok := s[f.Ref]; ok {
		return io.NopCloser(bytes.NewReader(b.Data)), nil
	}
	return nil, errors.New("link has expired")
}

func TestFilesOfEveryOrigin(t *testing.T) {
	held := shelf{
		"b1":                 {Name: "log.txt", MIME: "text/plain", Data: []byte("nhật ký")},
		"https://zalo/x.jpg": {Data: []byte("zalo")},
	}
	_, b, u, to := started(t, Options{Blobs: held, Others: held})
	voice := u.SendsVoice([]byte("ogg"))
	for _, c := range []struct {
		file chat.File
		kind string
		name string
		data string
	}{
		{photoOf(u), "photo", "photo.jpg", "\xff\xd8jpeg"},
		{chat.File{Kind: chat.FileVoice, Channel: chat.Telegram, Ref: voice.File.ID, MIME: "audio/ogg"}, "voice", "voice.ogg", "ogg"},
		{chat.File{Kind: chat.FileDoc, Blob: "b1"}, "document", "log.txt", "nhật ký"},
		{chat.File{Kind: chat.FilePhoto, Blob: "b1", Name: "../../etc/màn \"hình\"\x00.png"}, "photo", "màn hình.png", "nhật ký"},
		{chat.File{Kind: chat.FilePhoto, Channel: chat.Zalo, Ref: "https://zalo/x.jpg"}, "photo", "photo.jpg", "zalo"},
		{chat.File{Kind: chat.FileVideo, Blob: "b1", Name: ".."}, "video", "video.mp4", "nhật ký"},
		{chat.File{Kind: chat.FileVoice, Blob: "b1", MIME: "audio/mpeg", Name: "a.mp3"}, "audio", "a.mp3", "nhật ký"},
		{chat.File{Kind: chat.FileVoice, Blob: "b1", MIME: "audio/wav", Name: "a.wav"}, "document", "a.wav", "nhật ký"},
	} {
		sendAll(t, b, to, chat.Reply{Text: "kèm **đây**", Files: []chat.File{c.file}})
		m := u.Heard()[len(u.Heard())-1]
		if m.File == nil || m.File.Kind != c.kind || m.File.Name != c.name || string(m.File.Data) != c.data || m.Text != "kèm đây" {
			t.Errorf("%+v: got %q with %+v, want a %s %q", c.file, m.Text, m.File, c.kind, c.name)
		}
	}
}

func TestPicturesOfOneReplyAreAnAlbum(t *testing.T) {
	tg, b, u, to := started(t, Options{Blobs: shelf{"b1": {Name: "log.txt", Data: []byte("log")}}})
	var files []chat.File
	for range 12 {
		files = append(files, photoOf(u))
	}
	files = append(files, chat.File{Kind: chat.FileDoc, Blob: "b1"}, photoOf(u))
	sendAll(t, b, to, chat.Reply{Text: "xem **ảnh**", Files: files})
	var albums []int
	last := ""
	for _, m := range u.Heard() {
		if m.Album == "" || m.Album != last {
			albums = append(albums, 0)
		}
		albums[len(albums)-1]++
		last = m.Album
	}
	if want := []int{10, 2, 1, 1}; !slices.Equal(albums, want) {
		t.Errorf("messages by album: got %v, want %v", albums, want)
	}
	if got := u.Heard()[0].Text; got != "xem ảnh" {
		t.Errorf("caption %q, want the words", got)
	}

	before := len(u.Heard())
	round := photoOf(u)
	round.Kind = chat.FileVideo // such as a video note: an album will not have it
	sendAll(t, b, to, chat.Reply{Text: "hai tệp", Files: []chat.File{photoOf(u), round}})
	if got := u.Heard()[before:]; len(got) != 2 || got[0].Text != "hai tệp" || got[1].File.Kind != "document" || got[1].Text != "" {
		t.Errorf("an album that was refused: got %+v, want both files one by one", got)
	}
	if n := tg.Count("sendMediaGroup"); n != 3 {
		t.Errorf("albums asked for %d times, want 3", n)
	}
}

func TestAFileThatTelegramWillNotTakeThisWayGoesAsADocument(t *testing.T) {
	tg, b, u, to := started(t, Options{Blobs: shelf{"wide": {Name: "w.png", Data: []byte("png")}}})
	sendAll(t, b, to, chat.Reply{Files: []chat.File{func() chat.File { f := photoOf(u); f.Kind = chat.FileVideo; return f }()}})
	tg.Fail("sendPhoto", 1, telegramtest.Refuse(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"))
	sendAll(t, b, to, chat.Reply{Files: []chat.File{{Kind: chat.FilePhoto, Blob: "wide"}}})
	for i, m := range u.Heard() {
		if m.File == nil || m.File.Kind != "document" {
			t.Errorf("message %d: got %+v, want a document", i, m.File)
		}
	}
	if len(u.Heard()) != 2 {
		t.Errorf("got %d messages, want 2", len(u.Heard()))
	}
}

func TestFilesThatCantBeHadAreRefused(t *testing.T) {
	_, b, _, to := started(t, Options{Blobs: shelf{}, Others: shelf{}})
	for _, f := range []chat.File{
		{Kind: chat.FileDoc, Blob: "gone"},
		{Kind: chat.FileDoc},
		{Kind: chat.FilePhoto, Channel: chat.Zalo, Ref: "https://zalo/expired"},
		{Kind: chat.FilePhoto, Channel: chat.Telegram, Ref: "no such id"},
	} {
		_, err := b.Send(t.Context(), to, chat.Reply{Files: []chat.File{f}})
		var fail *channels.Failure
		if !errors.As(err, &fail) || fail.Class != channels.Refused {
			t.Errorf("%+v: got %v, want Refused", f, err)
		}
	}
}

func TestAStoreThatIsAwayIsTriedAgain(t *testing.T) {
	_, b, _, to := started(t, Options{Blobs: away{}})
	_, err := b.Send(t.Context(), to, chat.Reply{Files: []chat.File{{Kind: chat.FileDoc, Blob: "b"}}})
	var f *channels.Failure
	if err == nil || errors.As(err, &f) {
		t.Errorf("got %v, want a plain error: not sent, try again", err)
	}
}

type away struct{}

func (away) Blob(context.Context, string) (store.Blob, error) {
	return store.Blob{}, errors.New("connection refused")
}
