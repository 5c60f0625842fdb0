package budget

import "time"

// Kind is one thing that strangers can make us keep or do.
type Kind string

// The kinds.
const (
	Files    Kind = "files"    // bytes of uploads
	Visitors Kind = "visitors" // who writes at the chat page for the first time and shows no good will
	Streams  Kind = "streams"  // event streams opened
	Tickets  Kind = "tickets"  // opened by people nobody knows
	Pictures Kind = "pictures" // read
	Model    Kind = "model"    // questions to the model: bounded by its own settings
)

// bound is how much a kind may come to in a while; 0 lifts a part.
type bound struct {
	person, address, all int64
	in                   time.Duration
}

// bounds are far above what people with a problem need. An office is one
// address.
func bounds() map[Kind]bound {
	const mega = 1 << 20
	return map[Kind]bound{
		Files:    {person: 60 * mega, address: 300 * mega, all: 2000 * mega, in: time.Hour},
		Visitors: {address: 60, all: 600, in: time.Hour},
		Streams:  {person: 300, address: 6000, all: 60_000, in: 10 * time.Minute},
		Tickets:  {person: 5, in: time.Hour},
		Pictures: {person: 20, all: 1200, in: time.Hour},
	}
}
