package dialog

// order is the one order in which words are understood, the same on every
// screen. Each listener reports whether it answered; the first that did ends
// the hearing. What was just asked comes before what the guide could offer,
// and only what is explicit comes before that. An answer of those in the second
// list that does not fit is refused, and the next listener hears the line: see
// hearing.
func order() [2][]func(*turn, *utterance) bool {
	return [2][]func(*turn, *utterance) bool{{
		hearCommand,   // "/menu", the number or the label of a button
		hearErase,     // everything is to be deleted, or is not
		hearInsisted,  // it is not this error, said once more
		hearContested, // the request was taken back against the user's will
		hearMisheard,  // the last line was taken for something else: back to before it
		promiseOthers, // answers nothing: says that the others that were told of are next
		remember,      // answers nothing: keeps call IDs, the role, the browser
	}, {
		hearHolderNamed,  // who has the rights, where they are asked for
		hearContrary,     // a fact that contradicts what was understood
		hearExtent,       // who has the error, where something else tells its causes apart
		hearNumberAsked,  // a number where one is asked for, and the question behind it
		hearSecondHalf,   // another error or a question behind what is refused, left or done
		hearUnskilled,    // who is no technician, or only does his own work
		hearRights,       // that one has rights, where none are asked for
		hearPlace,        // where in the list on the screen it stands: "cái dưới á"
		hearSameAspect,   // the answer that was given, against the others
		hearLikewise,     // whether the same is to be done for another: "máy kia làm y vậy hả"
		hearChangedError, // another error shows by now, and which is not said
		hearAlready,      // the step finds it so, or helped some and not others
		hearSlip,         // what it was is a slip of his own: "hóa ra em quên cắm tai nghe"
		hearTry,          // the call is still to be tried, whatever else is said
		hearWorksThere,   // that it works with another browser than the user's
		hearPartly,       // what sounds like a working call and is none
		hearWorks,        // that a call works, as sure as it can be learnt
		hearRemedied,     // what helped, or what it was; what works beside it
		hearWorse,        // which of several faults is the worse
		hearInMachine,    // where it is set in the machine, behind what was done in the browser
		hearEarly,        // what was done of the remedy, where the bot asks which case it is
		hearWhich,        // which of several the step means: "có 2 số, chọn số nào"
		hearConfirmStep,  // whether to do what the step says: "đổi sang Cho phép hả"
		hearPointed,      // whether what one sees is what the step means: "cái đó hả"
		hearScreenTongue, // what the names of the step are in the language of the user's screen
		hearMatter,       // what the matter says of what is asked beside what the screen asks
		hearGuessed,      // what the cause may be, as the user supposes
		hearAskedBehind,  // the question behind a report: "bật rồi, mà F5 là nút nào"
		hearWhereID,      // where the call ID is found, asked for or not
		hearSought,       // where something is that the guide has, wherever it is asked
		hearForOthers,    // what somebody else is to do: "nhờ IT mở cái gì"
		hearFlat,         // a flat no, or that the question cannot be asked: "dịch dọt gì"
		hearThreat,       // a complaint with a threat, and no error told
		hearName,         // who the user is, and no more
		hearCalls,        // somebody of staff is called by name
		hearMood,         // weariness and mockery, where nothing else is told
		hearHours,        // when staff are at work
		hearPresence,     // whether anybody is here
		hearSmallTalk,    // how the bot is, what it ate, and no matter
		hearKeptWaiting,  // a complaint of the wait
		hearCallMe,       // that one wants to be called
		hearNotSent,      // a number that is not whole, a picture that has not come
		hearWhose,        // whose fault it is
		hearOtherProgram, // a fault of an app, or of a program that calls are begun from
		hearTurned,       // a page in another language, and no error
		hearBegun,        // the beginning of codes that no document covers
		hearNarrow,       // a word of some of the codes on a list
		hearDead,         // that pressing the button does nothing
		hearOtherMatter,  // a matter that no document is about, in the words of errors
		hearNotThat,      // what it is not, where no error is known
		hearNamedAgain,   // the error that a clause names, where nothing was made of it before
		hearClue,         // a word of the screen, where it is open which error it is
		hearMessage,      // words on the screen that no document has
		hearAdvice,       // how an error is kept away, before there is one
		hearWanted,       // what is to be set up, and no document shows
		hearGuide,        // how something is done, where no error is told
		hearCovered,      // the same and who may, where a person is offered or waited for
		hearSeveral,      // two faults or more, or that there are
		hearIntroduced,   // who the user is, a plea, what was tried, and no error yet
		hearKeptCause,    // whether what causes it may stay
		hearUntold,       // a question in a walk that no document answers
		hearNeeds,        // what is needed of the user
		hearWaited,       // the wait is over, or is not yet
		hearNovice,       // who is new, or no good with computers, at a step
		hearHolder,       // who the user is, at a step that anybody may do
		hearHowLong,      // when a person comes, where one is offered or waited for
		hearBeyond,       // an error told beside the wish for no person, or for another error
		hearEnough,       // no more of it, where only a detail is asked for
		hearRequest,      // in so many words: a person, back, the menu, restart, cancel
		hearLeave,        // a good-bye in the midst of a walk
		hearParting,      // a good-bye, and who is asked though all is well
		hearFurther,      // what a later step of the error is for
		hearMachineAgain, // the machine whose way is shown
		hearEmpty,        // nothing is where the step sends
		hearNews,         // what changes the way on: an app, an admin who is away
		hearOffList,      // a number that is none of the options
		hearCode,         // the code of the topic under way, once more
		hearRejection,    // it is not what was understood, and what it is
		hearCorrection,   // another answer than the one that was taken
		hearTold,         // the cause under way, said once more
		hearQuote,        // about what it quotes of the step
		hearInquiry,      // whether something is so: no answer to the screen
		hearDoubted,      // not the error that was guessed
		hearDenial,       // it is not this error, or not this cause
		hearWell,         // that all is well again, with praise or where no step is open
		hearBesides,      // that a call works, or still does not, where something else is asked
		hearBrokenID,     // a call ID with a slip in it, where none is asked for
		hearDirect,       // a question, where something else is asked for
		hearAnswer,       // the answer to what this screen asks
		hearFigures,      // how many have it, who, since when, where something else is asked
		hearSymptom,      // what is amiss, told once more
		hearProgress,     // "đợi em", "ok", "xong rồi"
		hearQuestion,     // about the step: where, how, what is, why, who may
		hearPace,         // slower, faster
		hearHint,         // what a model makes of it, where words settle nothing
		hearTongue,       // the language to go on in
		hearSpoken,       // about the word that was explained last
		hearGivenUp,      // the walk that was given up: still failing
		hearScore,        // a rating that nobody asked for
		hearWondered,     // a question for a yes that nothing answers
		hearSure,         // what it surely does, where the screen waits for something else
		hearTopic,        // another matter: a code, or words that are sure
		hearManners,      // politeness, and anger
		hearSigns,        // nothing but emoji that say nothing here
		hearShown,        // what the screen says, where nothing else was made of it
		hearLate,         // what was asked before, more of the matter, what no document tells
		hearMiss,         // nothing of these: what is waited for, in other words
	}}
}
