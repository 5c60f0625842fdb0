package webtest

import (
	"context"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

// drawn is how many looks at a frame pass before it is taken: attaching to a
// page that is still being drawn has chromedp read its nodes while it writes
// them, and the race detector says so.
const drawn = 25

// Frame returns what stands in a frame of another site whose address begins
// so, once it is there. It has no window of its own: it is seen where the page
// around it is.
func (x *Tab) Frame(address string) *Tab {
	x.t.Helper()
	ctx, cancel := context.WithTimeout(x.ctx, patience)
	defer cancel()
	mine := chromedp.FromContext(x.ctx).BrowserContextID
	for seen := 0; ; {
		all, err := chromedp.Targets(x.ctx)
		for _, info := range all {
			if info.Type == "iframe" && strings.HasPrefix(info.URL, address) && info.BrowserContextID == mine {
				if seen++; seen < drawn {
					break
				}
				ctx, end := chromedp.NewContext(x.ctx, chromedp.WithTargetID(info.TargetID))
				x.t.Cleanup(end)
				if err := chromedp.Do(ctx); err != nil { // what ends with the first action's context is the frame's session
					x.t.Fatalf("frame %s: %v", address, err)
				}
				return &Tab{t: x.t, ctx: ctx}
			}
		}
		select {
		case <-ctx.Done():
			x.t.Fatalf("no frame %s: %v%s", address, err, x.shown())
		case <-time.After(20 * time.Millisecond):
		}
	}
}
