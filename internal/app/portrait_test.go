package app_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	jpg "image/jpeg"
	"strings"
	"testing"

	"hotro/internal/portrait"
)

// jpegOf is a square picture.
func jpegOf(t testing.TB, side int) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, side, side))
	draw.Draw(img, img.Bounds(), image.NewUniform(color.RGBA{R: 200, G: 90, B: 40, A: 255}), image.Point{}, draw.Src)
	var b bytes.Buffer
	if err := jpg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestTheDeskShowsWhoWrites: the picture that a user shows on Telegram or Zalo
// is on the desk, small and from here; a browser never asks the platform. Who
// shows none has letters, and so has who was forgotten.
func TestTheDeskShowsWhoWrites(t *testing.T) {
	t.Parallel()
	w := everywhere(t, map[string]string{"DESK_LOGIN_SECRET": loginSecret})
	onTelegram, onZalo, without := w.person(501, "Trần Minh"), w.onOA("lan"), w.person(502, "Phạm Tú")
	onTelegram.Pictures([]byte(jpegOf(t, 640)))
	w.oa.User("lan").Named("Nguyễn Thị Lan").Pictures([]byte(jpegOf(t, 120)))
	onTelegram.Says("gặp nhân viên")
	onTelegram.hears("#1")
	onZalo.says("gặp nhân viên")
	onZalo.hears("#2")
	without.Says("gặp nhân viên")
	without.hears("#3")

	desk := w.atDesk("Hoa")
	for number, name := range []string{"Trần Minh", "Nguyễn Thị Lan"} {
		at := fmt.Sprintf("/desk/t/%d", number+1)
		shown := func(page string) bool { return strings.Contains(page, `src="`+at+`/face"`) }
		if !w.until(func() bool { return shown(desk.gets(at)) && shown(desk.gets("/desk")) }) {
			t.Fatalf("%s: the desk shows no picture\n%s", name, tail(w.log.String()))
		}
		page := desk.gets(at)
		if !strings.Contains(page, name) || strings.Contains(page, "/media/") || strings.Contains(page, "/file/bot") {
			t.Errorf("%s: the page names the platform's address, or not the user", name)
		}
		img, err := jpg.DecodeConfig(strings.NewReader(desk.gets(at + "/face")))
		if err != nil || img.Width != portrait.Side || img.Height != portrait.Side {
			t.Errorf("%s: got a picture of %d × %d, %v", name, img.Width, img.Height, err)
		}
	}
	if page := desk.gets("/desk/t/3"); strings.Contains(page, "/3/face") {
		t.Error("who shows no picture has one")
	}
	if a := w.browser().Get("/desk/t/1/face"); a.Code == 200 {
		t.Error("a stranger sees the picture")
	}

	onTelegram.Says("/xoa")
	onTelegram.hears("không khôi phục được")
	onTelegram.Presses("Xóa hết")
	if !w.until(func() bool { return desk.Get("/desk/t/1/face").Code == 404 }) {
		t.Error("the picture of who was forgotten is still there")
	}
}
