package portrait_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/chat"
	"hotro/internal/portrait"
	"hotro/internal/store"
	"hotro/internal/store/bolt/bolttest"
)

// platform shows one picture.
type platform struct {
	picture chat.File
	data    []byte
	err     error
}

func (p *platform) UserPicture(context.Context, chat.Address) (chat.File, error) {
	return p.picture, p.err
}

func (p *platform) Fetch(_ context.Context, _ chat.File, max int64) (io.ReadCloser, error) {
	return io.NopCloser(io.LimitReader(bytes.NewReader(p.data), max+1)), nil
}

// wide is a picture, red on the left, green in the middle, blue on the right.
func wide(t testing.TB, w, h int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		for y := range h {
			img.Set(x, y, []color.RGBA{{R: 255, A: 255}, {G: 255, A: 255}, {B: 255, A: 255}}[3*x/w])
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var (
	lan = chat.Address{Channel: chat.Zalo, Bot: "oa", Chat: "1"}
	hoa = chat.Address{Channel: chat.Zalo, Bot: "oa", Chat: "2"}
)

// TestAPictureIsKeptSmallForAWhile: what is kept is a small square of the
// middle; a later one takes its place; who shows none any more has none.
func TestAPictureIsKeptSmallForAWhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &platform{picture: chat.File{Channel: chat.Zalo, Ref: "https://s120-ava-talk.zadn.vn/1"}, data: wide(t, 600, 200)}
		a := portrait.NewAlbum(bolttest.Open(t), p, time.Now)
		if ok, err := a.Take(t.Context(), lan); !ok || err != nil {
			t.Fatalf("take: got %v, %v", ok, err)
		}
		small, err := a.Of(t.Context(), lan.String())
		if err != nil {
			t.Fatal(err)
		}
		img, err := jpeg.Decode(bytes.NewReader(small))
		if err != nil || img.Bounds().Dx() != portrait.Side || img.Bounds().Dy() != portrait.Side || len(small) > 8<<10 {
			t.Errorf("got %v, %d bytes, %v; want a JPEG of %d × %d, 8 KB at most", img.Bounds(), len(small), err, portrait.Side, portrait.Side)
		}
		for _, x := range []int{2, portrait.Side / 2, portrait.Side - 3} {
			if r, g, b, _ := img.At(x, portrait.Side/2).RGBA(); r > 0x6000 || g < 0x9000 || b > 0x6000 {
				t.Errorf("at %d: got %x %x %x, want the green of the middle", x, r, g, b)
			}
		}
		if _, err := a.Of(t.Context(), hoa.String()); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("somebody else's: got %v, want that there is none", err)
		}
		p.data = wide(t, 100, 100)
		if ok, err := a.Take(t.Context(), lan); !ok || err != nil {
			t.Fatalf("take a later one: got %v, %v", ok, err)
		}
		if later, err := a.Of(t.Context(), lan.String()); err != nil || bytes.Equal(later, small) {
			t.Errorf("a later one did not take the place of the first: %v", err)
		}
		p.picture = chat.File{}
		if ok, err := a.Take(t.Context(), lan); ok || err != nil {
			t.Fatalf("taken away: got %v, %v", ok, err)
		}
		if _, err := a.Of(t.Context(), lan.String()); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("taken away: got %v, want that there is none", err)
		}
	})
}

// TestAPictureIsForgotten, when it is demanded and when its time is over.
func TestAPictureIsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &platform{picture: chat.File{Channel: chat.Telegram, Ref: "f"}, data: wide(t, 160, 160)}
		a := portrait.NewAlbum(bolttest.Open(t), p, time.Now)
		take := func() {
			t.Helper()
			if ok, err := a.Take(t.Context(), lan); !ok || err != nil {
				t.Fatalf("take: got %v, %v", ok, err)
			}
		}
		take()
		if err := a.Forget(t.Context(), lan.String()); err != nil {
			t.Fatal(err)
		}
		if _, err := a.Of(t.Context(), lan.String()); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("forgotten: got %v, want that there is none", err)
		}
		take()
		time.Sleep(portrait.Keep)
		if _, err := a.Take(t.Context(), hoa); err != nil { // the store hears what time it is
			t.Fatal(err)
		}
		if _, err := a.Of(t.Context(), lan.String()); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a month later: got %v, want that there is none", err)
		}
	})
}

// TestWhatIsNoPictureIsNotKept, nor what would take too much memory; the one
// before stays.
func TestWhatIsNoPictureIsNotKept(t *testing.T) {
	bomb := wide(t, 4, 4)
	binary.BigEndian.PutUint64(bomb[16:24], 0x0000ffff_0000ffff)
	binary.BigEndian.PutUint32(bomb[29:33], crc32.ChecksumIEEE(bomb[12:29]))
	p := &platform{picture: chat.File{Channel: chat.Telegram, Ref: "f"}, data: wide(t, 8, 8)}
	a := portrait.NewAlbum(bolttest.Open(t), p, time.Now)
	if ok, err := a.Take(t.Context(), lan); !ok || err != nil {
		t.Fatalf("take: got %v, %v", ok, err)
	}
	for what, data := range map[string][]byte{
		"nothing": nil, "words": []byte("<svg onload='alert(1)'/>"), "half a picture": wide(t, 90, 90)[:60],
		"too many pixels": bomb, "too many bytes": append(wide(t, 8, 8), make([]byte, 3<<20)...),
	} {
		p.data = data
		if ok, err := a.Take(t.Context(), lan); ok || err == nil {
			t.Errorf("%s: got %v, %v; want an error", what, ok, err)
		}
	}
	p.err = errors.New("the platform is away")
	if ok, err := a.Take(t.Context(), lan); ok || !errors.Is(err, p.err) {
		t.Errorf("away: got %v, %v", ok, err)
	}
	if _, err := a.Of(t.Context(), lan.String()); err != nil {
		t.Errorf("the first one: got %v, want that it is kept", err)
	}
}
