package app_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// screenshot returns one of package ocr's, of FROM_NUMBER_NOT_FOUND.
func screenshot(t *testing.T, kind string) []byte {
	t.Helper()
	shots, err := filepath.Glob("../ocr/testdata/shots/FROM_NUMBER_NOT_FOUND*" + kind)
	if err != nil || len(shots) == 0 {
		t.Fatalf("no screenshot: %v", err)
	}
	data, err := os.ReadFile(shots[0])
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestAScreenshotIsReadAndConfirmed: a photo of the screen is read with
// tesseract, the code is confirmed before it is believed, and the topic opens.
func TestAScreenshotIsReadAndConfirmed(t *testing.T) {
	w := newWorld(t, nil)
	p := w.person(88, "Vy")
	p.SendsPhoto(screenshot(t, "q40.jpg"), "")
	p.hears("Em đọc được lỗi", "FROM_NUMBER_NOT_FOUND")
	p.Presses("Đúng rồi")
	p.hears("em thấy anh/chị đang gặp lỗi", "FROM_NUMBER_NOT_FOUND")
}

// TestWhateverShowsAScreenIsReadOrAskedFor: however a screenshot is sent, what
// is on it is read; of what can't be read the user is asked for the code. It is
// never met with silence.
func TestWhateverShowsAScreenIsReadOrAskedFor(t *testing.T) {
	const code, ask = "Em đọc được lỗi FROM_NUMBER_NOT_FOUND", "gõ mã lỗi"
	jpg, webp, other := screenshot(t, "q40.jpg"), screenshot(t, ".webp"), []byte("\x00\x00\x00\x18ftypheic")
	pdf := []byte("%PDF-1.7 a screenshot")
	w := everywhere(t, nil)
	n := int64(900)
	telegram := func(want string, send func(p *person)) {
		t.Helper()
		n++
		p := w.person(n, "Vy")
		send(p)
		p.hears(want)
	}
	telegram(code, func(p *person) { p.SendsPhoto(jpg, "nó báo vầy nè") })
	telegram(code, func(p *person) { p.SendsAlbum("bị lỗi này ạ", []byte(jpeg), jpg, []byte(jpeg)) })
	telegram(code, func(p *person) { p.SendsDocument("loi.jpg", "image/jpeg", jpg, "") })
	telegram(code, func(p *person) { p.SendsDocument("loi.JPG", "application/octet-stream", jpg, "") })
	telegram(code, func(p *person) { p.SendsDocument("loi.webp", "image/webp", webp, "") })
	telegram(ask, func(p *person) { p.SendsDocument("IMG_01.HEIC", "image/heic", other, "") })
	telegram(ask, func(p *person) { p.SendsDocument("loi.pdf", "application/pdf", pdf, "") })
	for _, c := range []struct {
		kind, name string
		data       []byte
		want       string
	}{
		{"image", "", jpg, code},
		{"image", "", webp, code},
		{"image", "", other, ask},
		{"file", "loi.png", jpg, code},
		{"file", "loi.heic", other, ask},
		{"file", "loi.pdf", pdf, ask},
	} {
		n++
		g := w.onOA(fmt.Sprint(n))
		w.oa.User(fmt.Sprint(n)).Sends(c.kind, c.name, c.data, "")
		g.hears(c.want)
	}
}
