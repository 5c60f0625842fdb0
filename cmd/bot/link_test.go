package main

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/channels/zalo/zalotest"
)

const aCall = "call-vn-1-7EOLB370OL-1751008322530"

func TestLinksOfEveryPlatform(t *testing.T) {
	tg, z := telegramtest.NewServer(t), zalotest.NewServer(t)
	oa, o := z.Serve(t), z.Options()
	environ := []string{
		"PUBLIC_URL=https://support.example.vn", "DATA_DIR=" + t.TempDir(),
		"TELEGRAM_TOKEN=" + tg.Token(), "TELEGRAM_API_URL=" + tg.URL(),
		"ZALO_APP_ID=" + o.AppID, "ZALO_APP_SECRET=" + o.AppSecret, "ZALO_OA_SECRET=" + o.OASecret, "ZALO_REFRESH_TOKEN=" + o.Refresh,
		"ZALO_API_URL=" + oa, "ZALO_OAUTH_URL=" + oa,
	}
	out, errs, code := bot(t, "", environ, "link", "from_number_not_found", "--call", aCall)
	if code != 0 || errs != "" {
		t.Fatalf("exit %d: %s", code, errs)
	}
	for _, want := range []string{
		"https://support.example.vn/chat?code=FROM_NUMBER_NOT_FOUND&call=" + aCall + "\n",
		"?start=FROM_NUMBER_NOT_FOUND-" + aCall + "\n",
		"https://zalo.me/" + o.OA + "  and write: FROM_NUMBER_NOT_FOUND " + aCall + "\n",
		"█▀",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the links lack %q:\n%s", want, out)
		}
	}
	out, errs, code = bot(t, "", environ[:4], "link", "CALL_ENDS_IMMEDIATELY")
	if code != 0 || errs != "" || !strings.Contains(out, "?start=CALL_ENDS_IMMEDIATELY\n") {
		t.Errorf("a topic: exit %d %s\n%s", code, errs, out)
	}
}

// TestAQRCodeOnPaper: the picture holds what the terminal shows, dark on
// light, with a margin.
func TestAQRCodeOnPaper(t *testing.T) {
	file := filepath.Join(t.TempDir(), "wall.png")
	environ := []string{"PUBLIC_URL=https://support.example.vn"}
	if _, errs, code := bot(t, "", environ, "link", "FROM_NUMBER_NOT_FOUND", "--png", file); code != 0 {
		t.Fatalf("exit %d: %s", code, errs)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	out, _, _ := bot(t, "", environ, "link", "FROM_NUMBER_NOT_FOUND")
	_, drawn, _ := strings.Cut(out, "\n\n")
	rows := strings.Split(drawn, "\n")
	side := len([]rune(rows[0]))
	if img.Bounds() != image.Rect(0, 0, side*qrModule, side*qrModule) {
		t.Fatalf("the picture has %v, want %d modules a side", img.Bounds(), side)
	}
	dark := 0
	for y := range side {
		for x, r := range []rune(rows[y/2]) {
			lit := r == '█' || y%2 == 0 && r == '▀' || y%2 == 1 && r == '▄'
			shade, _, _, _ := img.At(x*qrModule+qrModule/2, y*qrModule+qrModule/2).RGBA()
			if (shade == 0xffff) != lit {
				t.Fatalf("module %d,%d: light is %v in the picture and %v in the terminal", x, y, shade == 0xffff, lit)
			}
			if !lit {
				dark++
				if min(x, y) < qrMargin || max(x, y) >= side-qrMargin {
					t.Errorf("module %d,%d is dark: a scanner needs the margin", x, y)
				}
			}
		}
	}
	if dark < side*side/5 {
		t.Errorf("%d modules of %d are dark, want a code", dark, side*side)
	}
}

func TestALinkThatWouldBeWrongIsRefused(t *testing.T) {
	environ := []string{"PUBLIC_URL=https://support.example.vn"}
	for want, args := range map[string][]string{
		"did you mean FROM_NUMBER_NOT_FOUND?": {"FROM_NUMBER_NOT_FOND"},
		"bot kb show lists":                   {"SOMETHING_ELSE_ALTOGETHER"},
		"not a call ID":                       {"FROM_NUMBER_NOT_FOUND", "--call", "call-vn-1-7EO"},
		"--to zalo: there is no link":         {"FROM_NUMBER_NOT_FOUND", "--to", "zalo"},
		"want one code":                       {},
	} {
		_, errs, code := bot(t, "", environ, append([]string{"link"}, args...)...)
		if code != exitUsage || !strings.Contains(errs, want) {
			t.Errorf("%v: exit %d %q, want %q", args, code, errs, want)
		}
	}
	if _, errs, code := bot(t, "", nil, "link", "NOT_ENOUGH_MONEY"); code != 0 || !strings.Contains(errs, "PUBLIC_URL is not set") {
		t.Errorf("without an address of its own: exit %d %q, want a link and a warning", code, errs)
	}
}
