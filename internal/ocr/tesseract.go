package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/semaphore"
)

// ErrUnavailable says that tesseract or one of its languages is not installed.
var ErrUnavailable = errors.New("tesseract can't be used: install tesseract-ocr, tesseract-ocr-vie and tesseract-ocr-eng")

// Config says how tesseract is run.
type Config struct {
	Path  string `env:"TESSERACT_PATH" envDefault:"tesseract"`
	Langs string `env:"TESSERACT_LANGS" envDefault:"vie+eng"`
	Limit int    `env:"TESSERACT_LIMIT" envDefault:"1"` // how many run at once, at some 100 MB each
	// Timeout is how long tesseract may take over one picture, and how long an
	// answer waits for a picture, whoever reads it. Waiting for others to be read
	// does not count.
	Timeout time.Duration `env:"TESSERACT_TIMEOUT" envDefault:"12s"`
}

// Tesseract reads pictures. Make it with New.
type Tesseract struct {
	cfg   Config
	slots *semaphore.Weighted
}

// New returns a Tesseract; Available tells whether the program is there.
func New(cfg Config) *Tesseract {
	if cfg.Path == "" {
		cfg.Path = "tesseract"
	}
	if cfg.Langs == "" {
		cfg.Langs = "vie+eng"
	}
	if cfg.Timeout <= 0 {
		cfg.Timeout = 12 * time.Second
	}
	cfg.Limit = max(cfg.Limit, 1)
	return &Tesseract{cfg: cfg, slots: semaphore.NewWeighted(int64(cfg.Limit))}
}

// pass is one way to look at a picture. Measured on rendered screens: the
// first reads boxes that stand out, the second toasts as they are or as a chat
// program sends them, the third thumbnails, the fourth photographs of a coloured
// toast.
type pass struct {
	boxes  bool // only those that stand out
	scale  float64
	pixels int // at most, after scaling
	level  int // radius; 0: as it is
	layout string
}

func passes() []pass {
	return []pass{
		{boxes: true, scale: 3, pixels: 2_000_000, layout: "6"}, // one block
		{scale: 2, pixels: 3_500_000, layout: "11"},             // sparse text, wherever it stands
		{scale: 3, pixels: 6_000_000, layout: "6"},              // one block
		{scale: 2, pixels: 4_000_000, level: 60, layout: "11"},
	}
}

// Read returns the text on a picture. When found says that the text holds
// nothing of use, the picture is looked at again in other ways, as far as time
// goes; the texts of all looks are then returned. found may be nil. The error
// wraps ErrImage or ErrUnavailable, or is the context's.
func (t *Tesseract) Read(ctx context.Context, data []byte, found func(string) bool) (string, error) {
	if err := Check(data); err != nil {
		return "", err
	}
	// A picture waits for its turn as long as its caller does: one behind forty
	// others is not to lose it for them. What takes memory happens inside.
	if err := t.slots.Acquire(ctx, 1); err != nil {
		return "", fmt.Errorf("read a picture: others are being read: %w", err)
	}
	defer t.slots.Release(1)
	ctx, stop := context.WithTimeout(ctx, t.cfg.Timeout)
	defer stop()
	m, large, err := decode(data)
	if err != nil {
		return "", err
	}
	if large { // the next one is not to come on top of what this one took
		defer debug.FreeOSMemory()
	}
	whole := grey(m)
	boxes := toasts(m)
	var all []string
	for _, p := range passes() {
		g := whole
		if p.boxes {
			if len(boxes) == 0 {
				continue
			}
			g = cutOut(whole, m.Bounds().Min, boxes)
		}
		s, err := t.recognize(ctx, g, p)
		if err != nil && len(all) > 0 {
			break // a later look is a bonus
		}
		if err != nil {
			return "", err
		}
		all = append(all, s)
		if found == nil || found(s) {
			return s, nil
		}
	}
	return strings.Join(all, "\n"), nil
}

func (t *Tesseract) recognize(ctx context.Context, g *image.Gray, p pass) (string, error) {
	g = enlarge(g, p.scale, p.pixels)
	if p.level > 0 {
		g = level(g, p.level)
	}
	out, err := t.run(ctx, pgm(g), "stdin", "stdout", "-l", t.cfg.Langs, "--psm", p.layout)
	if err != nil {
		return "", fmt.Errorf("read a picture: %w", err)
	}
	return strings.ToValidUTF8(strings.TrimSpace(string(out)), ""), nil
}

// run runs tesseract without a shell and with one thread: on the small boxes
// this runs on, its threads only wait for each other.
func (t *Tesseract) run(ctx context.Context, stdin []byte, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, t.cfg.Path, args...)
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
	cmd.Stdin = bytes.NewReader(stdin)
	cmd.WaitDelay = time.Second
	var out, complaint capped
	cmd.Stdout, cmd.Stderr = &out, &complaint
	err := cmd.Run()
	switch {
	case err == nil:
		return out.b.Bytes(), nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, exec.ErrNotFound) || errors.Is(err, os.ErrNotExist) || strings.Contains(complaint.b.String(), "language"):
		return nil, ErrUnavailable
	default:
		return nil, fmt.Errorf("tesseract: %w", err)
	}
}

// capped keeps the first quarter of a megabyte: no screen holds more.
type capped struct{ b bytes.Buffer }

func (c *capped) Write(p []byte) (int, error) {
	_, _ = c.b.Write(p[:max(0, min(len(p), 256<<10-c.b.Len()))])
	return len(p), nil
}

// Available tells which languages tesseract has, or why it can't be used:
// one of those asked for may be missing.
func (t *Tesseract) Available(ctx context.Context) ([]string, error) {
	if t == nil {
		return nil, ErrUnavailable
	}
	ctx, cancel := context.WithTimeout(ctx, t.cfg.Timeout)
	defer cancel()
	out, err := t.run(ctx, nil, "--list-langs")
	if err != nil {
		return nil, err
	}
	var langs []string
	for l := range strings.Lines(string(out)) {
		if l = strings.TrimSpace(l); l != "" && !strings.Contains(l, " ") { // the heading has spaces
			langs = append(langs, l)
		}
	}
	for _, want := range strings.Split(t.cfg.Langs, "+") {
		if !slices.Contains(langs, want) {
			return langs, fmt.Errorf("%w (language %q is missing)", ErrUnavailable, want)
		}
	}
	return langs, nil
}
