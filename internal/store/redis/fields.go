package redis

import "strings"

// Fields of a conversation's hash (c). Scripts know them by the names of luaNames.
const (
	fieldVersion = "v"
	fieldState   = "s"
	fieldEpoch   = "e"
	fieldLast    = "n"  // number of the last line
	fieldRing    = "d"  // fingerprints of the last ids, one behind the other
	fieldToken   = "f"  // of the lease that runs
	fieldNonce   = "q"  // with which it was asked for
	fieldEnded   = "fl" // token of the last lease that ended, and how: endedBy…
	fieldTries   = "a"  // of the lease
	fieldReady   = "r"  // when waiting items may be taken
	fieldTimer   = "w"
	fieldEnds    = "x"  // when the conversation is forgotten; also of values and locks
	fieldDeskDue = "dd" // when staff's view wants to be brought in step
	fieldTickets = "k"  // numbers of its tickets, each with a comma behind it
)

// How a lease ended: behind its token in fieldEnded.
const (
	endedByCommit  = "c"
	endedByRelease = "r"
	endedByBury    = "b"
)

// Lanes, and fields of each: the lane's letter stands before them.
const (
	laneUser      = "u"
	laneDesk      = "d"
	laneToken     = "f" // of the job that runs
	laneNonce     = "q" // with which it was asked for
	laneEnded     = "l" // token of the last job that ended
	laneTries     = "a"
	laneNotBefore = "n"
	laneProgress  = "p"
)

// deliveryOf stands before a line's number in the transcript (l), whose field
// without it is the line.
const deliveryOf = "d"

// What stands behind a dead letter's number in the hash of dead letters (dead).
const (
	letterConv   = ":c"
	letterQueue  = ":q"
	letterAt     = ":t"
	letterReason = ":r"
	letterValue  = ":b"
)

// Fields of values (k) and locks (x), beside fieldVersion and fieldEnds.
const (
	fieldValue = "b"
	fieldOwner = "o"
)

// luaNames are the names of all these in scripts: this is the one place where
// a name meets its letters.
func luaNames() [][2]string {
	return [][2]string{
		{"VERSION", fieldVersion},
		{"STATE", fieldState},
		{"EPOCH", fieldEpoch},
		{"LAST", fieldLast},
		{"RING", fieldRing},
		{"TOKEN", fieldToken},
		{"NONCE", fieldNonce},
		{"ENDED", fieldEnded},
		{"TRIES", fieldTries},
		{"READY", fieldReady},
		{"TIMER", fieldTimer},
		{"ENDS", fieldEnds},
		{"DESK_DUE", fieldDeskDue},
		{"TICKETS", fieldTickets},
		{"BY_COMMIT", endedByCommit},
		{"BY_RELEASE", endedByRelease},
		{"BY_BURY", endedByBury},
		{"USER", laneUser},
		{"DESK", laneDesk},
		{"LANE_TOKEN", laneToken},
		{"LANE_NONCE", laneNonce},
		{"LANE_ENDED", laneEnded},
		{"LANE_TRIES", laneTries},
		{"LANE_NOT_BEFORE", laneNotBefore},
		{"LANE_PROGRESS", laneProgress},
		{"DELIVERY", deliveryOf},
		{"DEAD_CONV", letterConv},
		{"DEAD_QUEUE", letterQueue},
		{"DEAD_AT", letterAt},
		{"DEAD_REASON", letterReason},
		{"DEAD_VALUE", letterValue},
		{"VALUE", fieldValue},
		{"OWNER", fieldOwner},
	}
}

// luaHeader declares the names for a script.
func luaHeader() string {
	var names, values []string
	for _, n := range luaNames() {
		names, values = append(names, n[0]), append(values, "'"+n[1]+"'")
	}
	return "local " + strings.Join(names, ", ") + " = " + strings.Join(values, ", ") + "\n"
}
