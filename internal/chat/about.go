package chat

// What a channel itself knows of where a user writes from: keys of
// Incoming.About. A page may tell more under names of its own.
const (
	AboutAccount = "account" // who is logged in on the page, vouched for by its server
	AboutClaim   = "claim"   // who the page says is logged in; anybody could say so
	AboutBrowser = "browser" // as the documents call it: "Chrome"
	AboutSystem  = "system"  // "Windows", "macOS"
	AboutPage    = "page"    // the address, without what may be secret in it
)

// maxAbout is how much is remembered of where a user writes from.
const maxAbout = 24

// Learn remembers what a channel tells of where the user writes from; what
// was known before and is told anew counts as told now. An account that is
// vouched for takes the place of the same claim.
func (c *Conversation) Learn(about map[string]string) {
	for k, v := range about {
		_, known := c.About[k]
		switch {
		case v == "":
			delete(c.About, k)
		case known || len(c.About) < maxAbout:
			if c.About == nil {
				c.About = map[string]string{}
			}
			c.About[k] = v
		}
	}
	if c.About[AboutClaim] == c.About[AboutAccount] {
		delete(c.About, AboutClaim)
	}
}
