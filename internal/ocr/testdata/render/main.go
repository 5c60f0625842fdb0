// Command render makes the screenshots that the tests of package ocr read: a
// call-centre page with an error on it, as a toast, a snackbar or a dialog,
// light and dark, drawn by headless Chromium, then left as it is, saved as a
// poor JPEG, or shrunk the way chat programs do.
//
//	go run ./internal/ocr/testdata/render -out internal/ocr/testdata/shots
//
// With -all it makes every combination, for measuring; without, the sample
// that is committed. -fonts names a folder of TTF files to draw with.
package main

import (
	"bytes"
	"encoding/base64"
	"flag"
	"fmt"
	"html/template"
	"image"
	"image/jpeg"
	"image/png"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"golang.org/x/image/draw"
)

var codes = []string{
	"GET_USER_MEDIA_ERROR", "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT", "FROM_NUMBER_NOT_FOUND", "TO_NUMBER_NOT_ALLOWS_CALLOUT",
	"AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", "AGENT_FROM_NOT_FOUND", "REQUEST_ANSWER_URL_ERROR",
}

// look is one way an error is shown.
type look struct {
	Name, Page, Panel, Ink, Toast, ToastInk string
	Place, Font                             template.CSS
	Dialog                                  bool
}

var looks = []look{
	{"light-toast", "#f4f6f8", "#ffffff", "#333", "#ffffff", "#222", "top:64px;right:20px;border-left:4px solid #e53935;box-shadow:0 2px 8px #0003", "14px Roboto, 'Noto Sans', sans-serif", false},
	{"dark-toast", "#181a1f", "#22252b", "#c8ccd4", "#2f333b", "#f5f5f5", "top:64px;right:20px;border-left:4px solid #ef5350", "14px Roboto, 'Noto Sans', sans-serif", false},
	{"red-snackbar", "#fafafa", "#ffffff", "#333", "#d32f2f", "#ffffff", "bottom:18px;left:24px", "14px 'Liberation Sans', Arial, sans-serif", false},
	{"dark-snackbar", "#ffffff", "#fafafa", "#222", "#323232", "#ffffff", "bottom:18px;right:24px", "13px 'Noto Sans', sans-serif", false},
	{"dialog", "#9aa0a6", "#b0b4b9", "#444", "#ffffff", "#202124", "top:110px;left:190px;width:380px;box-shadow:0 8px 24px #0006", "15px 'Liberation Sans', Arial, sans-serif", true},
}

var tmpl = template.Must(template.New("").Parse(`<!doctype html><meta charset="utf-8"><style>
{{range .Faces}}@font-face{font-family:'{{.Name}}';src:url({{.URL}})}{{end}}
body{margin:0;font:{{.Look.Font}};background:{{.Look.Page}};color:{{.Look.Ink}};width:800px;height:450px;overflow:hidden;position:relative}
.bar{background:{{.Look.Panel}};padding:12px 16px;font-weight:bold}.side{position:absolute;top:46px;left:0;width:150px;padding:12px}
.side div{padding:7px 4px}.main{position:absolute;top:60px;left:180px;width:360px;background:{{.Look.Panel}};padding:14px}
td{padding:5px 14px 5px 0}.toast{position:absolute;background:{{.Look.Toast}};color:{{.Look.ToastInk}};padding:13px 18px;border-radius:4px;{{.Look.Place}}}
.toast b{display:block;margin-bottom:5px}.ok{float:right;margin-top:14px;color:#1a73e8}</style>
<div class="bar">Tổng đài chăm sóc khách hàng</div><div class="side"><div>Bảng điều khiển</div><div>Cuộc gọi</div><div>Khách hàng</div><div>Phiếu ghi</div><div>Báo cáo</div></div>
<div class="main"><b>Lịch sử cuộc gọi</b><table><tr><td>84976415xxx<td>02:14<td>Gọi ra<tr><td>84908822xxx<td>00:00<td>Nhỡ<tr><td>84332107xxx<td>05:41<td>Gọi vào</table></div>
<div class="toast">{{if .Look.Dialog}}<b>Cuộc gọi thất bại</b>Không thể thực hiện cuộc gọi.<br>Lỗi: {{.Code}}<span class="ok">Đóng</span>{{else}}<b>Lỗi cuộc gọi</b>{{.Code}}{{end}}</div>`))

type face struct {
	Name string
	URL  template.URL
}

func main() {
	out := flag.String("out", "shots", "folder to write to")
	all := flag.Bool("all", false, "every combination")
	fonts := flag.String("fonts", "", "folder of TTF files")
	flag.Parse()
	if err := run(*out, *fonts, *all); err != nil {
		log.Fatal(err)
	}
}

func run(out, fonts string, all bool) error {
	faces, err := readFonts(fonts)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for i, p := range pictures(all) {
		var html bytes.Buffer
		if err := tmpl.Execute(&html, map[string]any{"Look": p.look, "Code": p.code, "Faces": faces}); err != nil {
			return err
		}
		shot, err := shoot(html.Bytes(), p.scale)
		if err != nil {
			return fmt.Errorf("%s %s: %w", p.code, p.look.Name, err)
		}
		if err := save(out, fmt.Sprintf("%s.%s-%gx", p.code, p.look.Name, p.scale), shot, i, all); err != nil {
			return err
		}
	}
	return nil
}

type picture struct {
	code  string
	look  look
	scale float64
}

// pictures lists every code in every look on both kinds of screen; for the
// sample every code in two looks, one picture in four on a dense screen.
func pictures(all bool) (out []picture) {
	for c, code := range codes {
		for l, look := range looks {
			for _, scale := range []float64{1, 2} {
				turn := slices.Index([]int{c % 5, (c + 3) % 5}, l)
				if all || (turn >= 0 && (scale == 2) == ((c+turn)%4 == 3)) {
					out = append(out, picture{code, look, scale})
				}
			}
		}
	}
	return out
}

func readFonts(dir string) ([]face, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.ttf"))
	if err != nil || dir == "" {
		return nil, err
	}
	var out []face
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		name := filepath.Base(f)
		out = append(out, face{name[:len(name)-len(".ttf")], template.URL("data:font/ttf;base64," + base64.StdEncoding.EncodeToString(b))})
	}
	return out, nil
}

func shoot(html []byte, scale float64) (image.Image, error) {
	dir, err := os.MkdirTemp("", "render")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	in, out := filepath.Join(dir, "page.html"), filepath.Join(dir, "shot.png")
	if err := os.WriteFile(in, html, 0o600); err != nil {
		return nil, err
	}
	cmd := exec.Command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=800,450",
		fmt.Sprintf("--force-device-scale-factor=%g", scale), "--virtual-time-budget=2000", "--user-data-dir="+dir, "--screenshot="+out, "file://"+in)
	if b, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("chromium: %w: %s", err, b)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		return nil, err
	}
	return png.Decode(bytes.NewReader(b))
}

// save writes the shot as a PNG, a poor JPEG, and as a chat program sends it;
// in the sample one of the three, in turn.
func save(out, name string, m image.Image, n int, all bool) error {
	ways := []struct {
		ext   string
		write func(*bytes.Buffer) error
	}{
		{".png", func(b *bytes.Buffer) error { return (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(b, m) }},
		{".q40.jpg", func(b *bytes.Buffer) error { return jpeg.Encode(b, m, &jpeg.Options{Quality: 40}) }},
		{".chat.jpg", func(b *bytes.Buffer) error { return jpeg.Encode(b, shrink(m, 1280), &jpeg.Options{Quality: 70}) }},
	}
	for i, w := range ways {
		if !all && i != n%3 {
			continue
		}
		var b bytes.Buffer
		if err := w.write(&b); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, name+w.ext), b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func shrink(m image.Image, most int) image.Image {
	b := m.Bounds()
	if b.Dx() <= most {
		return m
	}
	d := image.NewRGBA(image.Rect(0, 0, most, b.Dy()*most/b.Dx()))
	draw.BiLinear.Scale(d, d.Bounds(), m, b, draw.Src, nil)
	return d
}
