package load

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Trouble is what goes on beside a load and must not be felt by it.
type Trouble string

// The troubles.
const (
	Flood  Trouble = "flood"    // one user writes without waiting for an answer
	Dead   Trouble = "dead"     // another platform takes requests and never answers them, while its users write
	Shots  Trouble = "pictures" // forty users send a picture at once
	Reload Trouble = "reload"   // a document is edited every few seconds
	Model  Trouble = "model"    // forty users send a voice note at once, and the model that is to hear them never answers
)

// Troubles lists them.
func Troubles() []Trouble { return []Trouble{Flood, Dead, Shots, Reload, Model} }

// How much of each there is.
const (
	floodEvery = 10 * time.Millisecond
	deadEvery  = 100 * time.Millisecond
	deadUsers  = 20
	shotUsers  = 40
	noteUsers  = 40
	editEvery  = 3 * time.Second
)

// Nuisance makes trouble for a program that was started with its Environ. A nil
// one makes none and needs nothing.
type Nuisance struct {
	docs string
	dead net.Listener // of the platform and of the model

	mu   sync.Mutex
	held []net.Conn // kept open, never answered
}

// NewNuisance readies what troubles need: a platform and a model that do not
// answer, and documents of their own, in dir, to edit.
func NewNuisance(docs fs.FS, dir string) (*Nuisance, error) {
	n := &Nuisance{docs: filepath.Join(dir, "documents")}
	if err := os.CopyFS(n.docs, docs); err != nil {
		return nil, fmt.Errorf("copy the documents: %w", err)
	}
	var err error
	if n.dead, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return nil, err
	}
	go n.hold()
	return n, nil
}

// hold takes connections and says nothing.
func (n *Nuisance) hold() {
	for {
		c, err := n.dead.Accept()
		if err != nil {
			return
		}
		n.mu.Lock()
		n.held = append(n.held, c)
		n.mu.Unlock()
	}
}

// Close ends the platform and the model that do not answer.
func (n *Nuisance) Close() error {
	if n == nil {
		return nil
	}
	err := n.dead.Close()
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, c := range n.held {
		_ = c.Close()
	}
	return err
}

// deadSecret is that of the other platform's webhook.
const deadSecret = "load-and-trouble"

// Environ are the settings with which a program can be troubled.
func (n *Nuisance) Environ() []string {
	if n == nil {
		return nil
	}
	return []string{
		"KB_DIR=" + n.docs, "ZALOBOT_TOKEN=12345689:load", "ZALOBOT_API_URL=http://" + n.dead.Addr().String(),
		"ZALOBOT_MODE=webhook", "ZALOBOT_WEBHOOK_SECRET=" + deadSecret,
		"OPENAI_BASE_URL=http://" + n.dead.Addr().String() + "/v1", "OPENAI_API_KEY=load", "OPENAI_AUDIO_MODEL=load",
	}
}

// Make makes trouble until ctx ends. What the troublemakers are told is not
// held against anything.
func (n *Nuisance) Make(ctx context.Context, g *Generator, t Trouble) error {
	var err error
	switch t {
	case Flood:
		u := g.platform.NewUser()
		every(ctx, floodEvery, func(i int) { _ = u.Says(ctx, g.o.Lines.Openings[i%len(g.o.Lines.Openings)]) })
	case Dead:
		every(ctx, deadEvery, func(i int) { err = n.other(ctx, g, i) })
	case Shots:
		all(ctx, shotUsers, func(ctx context.Context) { _ = g.platform.NewUser().Shoots(ctx) })
	case Model:
		all(ctx, noteUsers, func(ctx context.Context) { _ = g.platform.NewUser().Speaks(ctx) })
	case Reload:
		every(ctx, editEvery, func(i int) { err = n.edit(i) })
	default:
		return fmt.Errorf("there is no trouble %q; want one of %v", t, Troubles())
	}
	if ctx.Err() != nil && err != nil && strings.Contains(err.Error(), ctx.Err().Error()) {
		return nil
	}
	return err
}

// all does something n times, wholly, also where ctx ends meanwhile, and waits
// for its end.
func all(ctx context.Context, n int, do func(context.Context)) {
	for range n {
		do(context.WithoutCancel(ctx))
	}
	<-ctx.Done()
}

// every does something at once and then time and again, whatever becomes of it.
func every(ctx context.Context, d time.Duration, do func(i int)) {
	for i := 0; ; i++ {
		do(i)
		if !pause(ctx, d) {
			return
		}
	}
}

// other is a line of a user of the platform that does not answer.
func (n *Nuisance) other(ctx context.Context, g *Generator, i int) error {
	user, now := "load"+strconv.Itoa(i%deadUsers), time.Now().UnixMilli()
	body, err := json.Marshal(map[string]any{"event_name": "message.text.received", "message": map[string]any{
		"date": now, "message_id": fmt.Sprintf("m%d-%d", now, i), "text": g.o.Lines.Openings[i%len(g.o.Lines.Openings)],
		"chat": map[string]any{"chat_type": "PRIVATE", "id": user}, "from": map[string]any{"id": user, "is_bot": false, "display_name": user},
	}})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimRight(g.o.Targets[0], "/")+"/webhook/zalobot", bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Bot-Api-Secret-Token", deadSecret)
	resp, err := g.platform.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("the other platform's webhook answers %s", resp.Status)
	}
	return nil
}

// edit adds to what other programs call an error, which no screen shows: the
// guide is another one, and every walk goes on as before.
func (n *Nuisance) edit(i int) error {
	files, err := filepath.Glob(filepath.Join(n.docs, "*.md"))
	if err != nil {
		return err
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		before, after, ok := strings.Cut(string(raw), "\nlabels:\n")
		if ok {
			return os.WriteFile(f, []byte(fmt.Sprintf("%s\nlabels:\n- LOAD-%d\n%s", before, i, after)), 0o600)
		}
	}
	return fmt.Errorf("no document in %s lists labels to add to", n.docs)
}

// Beside is a load with trouble beside it, and the same without.
type Beside struct {
	Trouble Trouble `json:"trouble"`
	Before  Report  `json:"before"`
	Beside  Report  `json:"beside"`
	Times   float64 `json:"p99_times"` // how much longer the others' p99 is
}

// Print writes for people how much longer the others waited.
func (b Beside) Print(w io.Writer) {
	fmt.Fprintf(w, "%-9s others: p50 %.1f → %.1f ms, p99 %.1f → %.1f ms (%.2f times), %.0f → %.0f answers a second; %d wrong, %d missing\n", b.Trouble,
		b.Before.Waits.P50, b.Beside.Waits.P50, b.Before.Waits.P99, b.Beside.Waits.P99, b.Times, b.Before.PerSec, b.Beside.PerSec, b.Beside.Wrong, b.Beside.Missing)
	for _, f := range append(b.Before.Faults, b.Beside.Faults...) {
		fmt.Fprintf(w, "fault     %s\n", f)
	}
}

// RunBeside puts the program under a load, and then under the same with trouble
// beside it.
func (g *Generator) RunBeside(ctx context.Context, ph Phase, n *Nuisance, t Trouble) (b Beside, err error) {
	b.Trouble = t
	if b.Before, err = g.Run(ctx, ph); err != nil {
		return b, err
	}
	making, stop := context.WithCancel(ctx)
	defer stop()
	made := make(chan error, 1)
	go func() { made <- n.Make(making, g, t) }()
	b.Beside, err = g.Run(ctx, ph)
	stop()
	if merr := <-made; err == nil {
		err = merr
	}
	if b.Before.Waits.P99 > 0 {
		b.Times = float64(int(100*b.Beside.Waits.P99/b.Before.Waits.P99)) / 100
	}
	return b, err
}
