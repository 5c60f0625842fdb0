package app_test

import (
	"os"
	"path/filepath"
	"testing"
)

// TestAScreenshotIsReadAndConfirmed: a photo of the screen is read with
// tesseract, the code is confirmed before it is believed, and the topic opens.
func TestAScreenshotIsReadAndConfirmed(t *testing.T) {
	shots, err := filepath.Glob("../ocr/testdata/shots/FROM_NUMBER_NOT_FOUND*q40.jpg")
	if err != nil || len(shots) == 0 {
		t.Fatalf("no screenshot: %v", err)
	}
	data, err := os.ReadFile(shots[0])
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, nil)
	p := w.person(88, "Vy")
	p.SendsPhoto(data, "")
	p.hears("Em đọc được lỗi", "FROM_NUMBER_NOT_FOUND")
	p.Presses("Đúng rồi")
	p.hears("em thấy anh/chị đang gặp lỗi", "FROM_NUMBER_NOT_FOUND")
}
