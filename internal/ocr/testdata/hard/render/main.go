// Command render makes the pictures of testdata/hard: pages on which users of
// a call centre meet an error, drawn by headless Chromium and then spoiled as
// users spoil them: photographed from the side, dim, out of focus, turned,
// cropped, sent through a chat program.
//
//	go run ./internal/ocr/testdata/hard/render -out internal/ocr/testdata/hard
//
// Those in dev are there to improve the reading by. Those in kept are for
// measuring only: nothing is to be chosen by what comes of them.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"hash/fnv"
	"image/png"
	"log"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// shot is one picture: an error on a scene, drawn at a scale, then spoiled.
type shot struct {
	set, code, scene, how string
	scale                 float64
	spoil                 func(*spoiled)
	quality, turned       int // of the JPEG; 0: a PNG, upright
}

func shots() []shot {
	const (
		media, agentOut = "GET_USER_MEDIA_ERROR", "FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT"
		from, callout   = "FROM_NUMBER_NOT_FOUND", "TO_NUMBER_NOT_ALLOWS_CALLOUT"
		another, agent  = "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", "AGENT_FROM_NOT_FOUND"
		url, money      = "REQUEST_ANSWER_URL_ERROR", "NOT_ENOUGH_MONEY"
		trunk           = "SIP_TRUNK_NOT_FOUND"
		none            = "none" // words of an error, and no code
	)
	return []shot{
		{"dev", from, "toast", "phone", 2, func(s *spoiled) { s.photograph(1600, 1200, .05, 5) }, 60, 0},
		{"dev", agentOut, "dialog", "dim", 1, func(s *spoiled) { s.dim(.3, 4) }, 60, 0},
		{"dev", media, "console", "plain", 1, nil, 0, 0},
		{"dev", callout, "history", "chat", 1, func(s *spoiled) { s.scale(1280) }, 65, 0},
		{"dev", another, "dark", "q22", 1, nil, 22, 0},
		{"dev", agent, "softphone", "blur", 2, func(s *spoiled) { s.blur(1.7) }, 70, 0},
		{"dev", url, "alert", "exif6", 2, func(s *spoiled) { s.photograph(1500, 1000, .04, 3); s.sideways(6) }, 65, 6},
		{"dev", money, "red", "phone-dim", 2, func(s *spoiled) { s.photograph(1600, 1000, .05, 5); s.dim(.45, 4) }, 60, 0},
		{"dev", trunk, "console-light", "12mp", 2, func(s *spoiled) { s.photograph(4000, 3000, .04, 2); s.blur(1.2) }, 45, 0},
		{"dev", from, "orange", "crop", 1, func(s *spoiled) { s.crop(24, 0, 70, 9) }, 75, 0},
		{"dev", agentOut, "zalo", "plain", 2, nil, 75, 0},
		{"dev", callout, "phone", "exif3", 2, func(s *spoiled) { s.sideways(3) }, 60, 3},
		{"dev", none, "dialog", "dim", 1, func(s *spoiled) { s.dim(.3, 4) }, 60, 0},
		{"dev", none, "red", "phone", 2, func(s *spoiled) { s.photograph(1500, 1000, .05, 4) }, 60, 0},
		{"kept", another, "red", "phone", 2, func(s *spoiled) { s.photograph(1700, 1200, .06, 5) }, 55, 0},
		{"kept", callout, "alert", "dim", 1, func(s *spoiled) { s.dim(.28, 4) }, 60, 0},
		{"kept", url, "console-light", "plain", 1, nil, 0, 0},
		{"kept", agent, "history", "q30", 1, nil, 30, 0},
		{"kept", media, "dark", "phone", 2, func(s *spoiled) { s.photograph(1600, 1200, .05, 4) }, 60, 0},
		{"kept", from, "dialog", "blur", 2, func(s *spoiled) { s.blur(1.9) }, 70, 0},
		{"kept", agentOut, "toast", "exif8", 2, func(s *spoiled) { s.photograph(1500, 1000, .05, 3); s.sideways(8) }, 65, 8},
		{"kept", trunk, "orange", "phone-dim", 2, func(s *spoiled) { s.photograph(1600, 1000, .05, 5); s.dim(.5, 4) }, 60, 0},
		{"kept", media, "softphone", "12mp", 3, func(s *spoiled) { s.photograph(3000, 4000, .04, 2); s.blur(1.2) }, 45, 0},
		{"kept", money, "console", "crop", 1, func(s *spoiled) { s.crop(0, 14, 62, 34) }, 70, 0},
		{"kept", from, "zalo", "chat", 2, func(s *spoiled) { s.scale(720) }, 75, 0},
		{"kept", another, "phone", "exif6", 2, func(s *spoiled) { s.sideways(6) }, 60, 6},
		{"kept", none, "history", "q20", 1, nil, 20, 0},
		{"kept", none, "alert", "phone-dim", 2, func(s *spoiled) { s.photograph(1600, 1000, .05, 4); s.dim(.4, 4) }, 60, 0},
	}
}

func main() {
	out := flag.String("out", "hard", "folder to write to")
	flag.Parse()
	for _, s := range shots() {
		if err := s.make(*out); err != nil {
			log.Fatalf("%s on %s: %v", s.code, s.scene, err)
		}
	}
}

func (s shot) make(out string) error {
	page, ok := scenes()[s.scene]
	if !ok {
		return fmt.Errorf("no scene %q", s.scene)
	}
	b, err := s.draw(page)
	if err != nil {
		return err
	}
	name := fmt.Sprintf("%s.%s-%s.", s.code, s.scene, s.how)
	if s.quality == 0 {
		return write(filepath.Join(out, s.set, name+"png"), b)
	}
	m, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		return err
	}
	seed := fnv.New64a() // of its own: a new shot changes none of the others
	_, _ = seed.Write([]byte(name))
	p := &spoiled{rgba(m), rand.New(rand.NewPCG(seed.Sum64(), 8))}
	if s.spoil != nil {
		s.spoil(p)
	}
	if b, err = p.jpeg(s.quality, s.turned); err != nil {
		return err
	}
	return write(filepath.Join(out, s.set, name+"jpg"), b)
}

// draw has Chromium draw the page.
func (s shot) draw(page scene) ([]byte, error) {
	dir, err := os.MkdirTemp("", "render")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	in, out := filepath.Join(dir, "page.html"), filepath.Join(dir, "shot.png")
	code := s.code
	if code == "none" {
		code = "Không kết nối được máy chủ, vui lòng thử lại"
	}
	if err := write(in, []byte(strings.ReplaceAll(string(page.Body), "{{CODE}}", code))); err != nil {
		return nil, err
	}
	cmd := exec.Command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", fmt.Sprintf("--window-size=%d,%d", page.Width, page.Height),
		fmt.Sprintf("--force-device-scale-factor=%g", s.scale), "--virtual-time-budget=2000", "--user-data-dir="+dir, "--screenshot="+out, "file://"+in)
	if b, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("chromium: %w: %s", err, b)
	}
	return os.ReadFile(out)
}

func write(path string, b []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, b, 0o644)
}
