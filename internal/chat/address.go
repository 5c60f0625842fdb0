package chat

import (
	"fmt"
	"strings"
)

// The channels the program speaks.
const (
	Telegram = "telegram"
	Zalo     = "zalo"
	ZaloBot  = "zalobot"
	Web      = "web"
	Terminal = "terminal"
)

// Address says where lines come from and where answers go: one chat of one
// bot on one channel. Two bots on one platform never share an address, so
// message ids of different bots can't be mistaken for each other.
type Address struct {
	Channel string `json:"channel"`
	Bot     string `json:"bot"`              // our bot or official account on the channel
	Chat    string `json:"chat"`             // the platform's chat or user id
	Thread  string `json:"thread,omitempty"` // a forum topic; empty in a private chat
}

// String returns the key of the conversation, such as "telegram:7:1234" or
// "telegram:7:-100123:55". ParseAddress reverses it.
func (a Address) String() string {
	s := esc(a.Channel) + ":" + esc(a.Bot) + ":" + esc(a.Chat)
	if a.Thread != "" {
		s += ":" + esc(a.Thread)
	}
	return s
}

// ParseAddress reads what Address.String wrote.
func ParseAddress(s string) (Address, error) {
	p := strings.Split(s, ":")
	if len(p) < 3 || len(p) > 4 {
		return Address{}, fmt.Errorf("address %q: want channel:bot:chat[:thread]", s)
	}
	for i := range p {
		p[i] = unesc(p[i])
	}
	a := Address{Channel: p[0], Bot: p[1], Chat: p[2]}
	if len(p) == 4 {
		a.Thread = p[3]
	}
	if a.Channel == "" || a.Chat == "" {
		return Address{}, fmt.Errorf("address %q: channel and chat must not be empty", s)
	}
	return a, nil
}

var escaper, unescaper = strings.NewReplacer("%", "%25", ":", "%3A", "{", "%7B", "}", "%7D"),
	strings.NewReplacer("%3A", ":", "%7B", "{", "%7D", "}", "%25", "%")

func esc(s string) string   { return escaper.Replace(s) }
func unesc(s string) string { return unescaper.Replace(s) }

// IsZero reports whether the address names nobody.
func (a Address) IsZero() bool { return a == Address{} }

// User is who writes, as far as the platform tells. Every field may be empty
// except ID, and Name is the user's own text: never trust it as markup.
type User struct {
	ID       string `json:"id"`
	Name     string `json:"name,omitempty"`
	Username string `json:"username,omitempty"` // without "@"
	Lang     string `json:"lang,omitempty"`     // BCP 47, as the platform gives it
}
