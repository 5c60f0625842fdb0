package chat

import "time"

// Window is a platform's rule about writing to a user: how long after the
// user's last message that is free of charge, and how long it is possible at
// all. The zero Window is no rule.
type Window struct{ Free, Last time.Duration }
