package lawbook

import "shiheng.internal/api/route"

type articleList struct {
	route.Paged
	Pack string `query:"pack" maxLength:"32" doc:"Only this source"`
	On   string `query:"on" maxLength:"10" doc:"Day, such as 2026-11-26; today when left out"`
	Text string `query:"q" maxLength:"100" doc:"Words that stand in the Chinese text, the English text or the number"`
}

type articlePath struct {
	ID string `path:"id" maxLength:"40" doc:"Article or clause, such as W168/24/1/2, its slashes escaped as %2F"`
	On string `query:"on" maxLength:"10" doc:"Day; today when left out"`
}

type dutyList struct {
	On           string `query:"on" maxLength:"10" doc:"Day; today when left out"`
	Category     string `query:"w168Category" enum:",W8-01,W8-02,W8-03,W8-04,W8-05,W8-06,W8-07,W8-08,W8-09,W8-10"`
	PublicClass  string `query:"r799Class" enum:",A7G,A7O,A9,A33"`
	KeyTarget    bool   `query:"antiTerrorTarget"`
	KeySecurity  bool   `query:"keySecurityUnit"`
	Completed    string `query:"completed" maxLength:"10" doc:"Day the works were completed"`
	PutIntoUse   string `query:"putIntoUse" maxLength:"10" doc:"Day the system was first used"`
	Catalogued   bool   `query:"catalogued" doc:"On the published connection catalogue"`
	PublicFunded bool   `query:"publicFunded"`
	NearSecret   bool   `query:"nearSecret" doc:"Beside a military or secret-related unit"`
	Microphone   bool   `query:"microphone"`
	Organisation string `query:"organisation" enum:",government,bureau,department" doc:"For the duties of an organisation"`
}

// LawText is one text in both languages; where they differ the Chinese wins.
type LawText struct {
	Zh string `json:"zh"`
	En string `json:"en"`
}

// LawPackView is a source: an order, a regulation, a law, or house rules.
type LawPackView struct {
	Pack     string  `json:"pack"`
	Title    LawText `json:"title"`
	Short    LawText `json:"short" doc:"As it is cited"`
	Rank     string  `json:"rank" doc:"local-rule, regulation, ministry-rule, law, standard or house"`
	Citation string  `json:"citation"`
	InForce  string  `json:"inForce" doc:"Day it took effect"`
	Articles int     `json:"articles" doc:"How many of its articles are kept here"`
}

// LawArticleView is an article as it stood on the day asked about.
type LawArticleView struct {
	ID        string  `json:"id"`
	Pack      string  `json:"pack"`
	Name      LawText `json:"name" doc:"As people cite it, with its source"`
	Certainty string  `json:"certainty" doc:"sure, probable or unverified"`
	Summary   bool    `json:"summary" doc:"The Chinese text tells what the article says and is not its wording"`
	Text      LawText `json:"text"`
	From      string  `json:"from" doc:"First day of this text"`
	To        string  `json:"to,omitempty" doc:"First day on which it is no longer in force"`
}

// LawArticleDetail is an article with everything that rests on it.
type LawArticleDetail struct {
	Article   LawArticleView     `json:"article"`
	Clause    *LawClauseView     `json:"clause,omitempty" doc:"The clause that was asked for, when it was not the whole article"`
	Clauses   []LawClauseView    `json:"clauses" nullable:"false" doc:"Its paragraphs and items"`
	Faults    []LawFaultView     `json:"faults" nullable:"false" doc:"Known slips of the text as it was issued"`
	Texts     []LawValidityView  `json:"texts" nullable:"false" doc:"Every text the article has had"`
	Duties    []LawDutyView      `json:"duties" nullable:"false"`
	Penalties []LawPenaltyView   `json:"penalties" nullable:"false"`
	NoFine    []LawNoFineView    `json:"noFine" nullable:"false" doc:"Clauses whose breach has no fine under the order"`
	Enforced  []LawMechanismView `json:"enforced" nullable:"false" doc:"Where the program carries it out"`
}

// LawNoFineView is a clause without a fine, and the national rule, if any.
type LawNoFineView struct {
	Clause   string  `json:"clause"`
	Name     LawText `json:"name"`
	National LawText `json:"national"`
}

// LawClauseView is a paragraph or an item of an article.
type LawClauseView struct {
	ID   string  `json:"id"`
	Name LawText `json:"name"`
	Zh   string  `json:"zh"`
}

// LawFaultView is a slip in the text and how it is read.
type LawFaultView struct {
	At    string  `json:"at"`
	Text  string  `json:"text"`
	Read  string  `json:"read" doc:"Empty when nothing is read otherwise"`
	Known string  `json:"known" doc:"confirmed, inferred, gap or inconsistent"`
	Note  LawText `json:"note"`
}

// LawValidityView is the time in which one text of an article holds.
type LawValidityView struct {
	From string `json:"from"`
	To   string `json:"to,omitempty"`
}

// LawDutyView is a duty and, in a list of duties, whether it binds and why.
type LawDutyView struct {
	Code     string   `json:"code"`
	Title    LawText  `json:"title"`
	Articles []string `json:"articles" nullable:"false"`
	Subject  string   `json:"subject" enum:"system,place,camera,organisation"`
	Who      []string `json:"who" nullable:"false"`
	If       LawText  `json:"if" doc:"Whom it binds, in words"`
	Evidence LawText  `json:"evidence" doc:"What shows it as done"`
	Deadline string   `json:"deadline,omitempty" doc:"Code of its time limit"`
	Limit    LawText  `json:"limit" doc:"The time limit in words, empty without one"`
	Every    string   `json:"every,omitempty" doc:"How often it comes back, such as 3 month"`
	House    bool     `json:"house" doc:"The number is a house rule, the article gives none"`
	Applies  bool     `json:"applies"`
	Why      LawText  `json:"why"`
}

// LawPenaltyView is a rule of liability.
type LawPenaltyView struct {
	Code    string         `json:"code"`
	Title   LawText        `json:"title"`
	Article string         `json:"article" doc:"What it rests on"`
	Stages  []LawStageView `json:"stages" nullable:"false"`
	Yields  []string       `json:"yields" nullable:"false" doc:"Rules of higher rank that may go before it"`
	Note    LawText        `json:"note"`
}

// LawStageView is one stage of a penalty.
type LawStageView struct {
	Uncorrected bool          `json:"uncorrected" doc:"Opens only when the order was not obeyed in time and somebody looked"`
	Measures    []string      `json:"measures" nullable:"false"`
	Fines       []LawFineView `json:"fines" nullable:"false"`
}

// LawFineView is the range of a fine in yuan.
type LawFineView struct {
	Who string `json:"who" enum:"unit,persons,individual"`
	Min int    `json:"min"`
	Max int    `json:"max"`
}

// LawMechanismView says what the program does about a clause.
type LawMechanismView struct {
	Clause  string   `json:"clause"`
	Done    LawText  `json:"done" doc:"Empty when nothing is done"`
	None    LawText  `json:"none" doc:"Why there is nothing to do"`
	Later   LawText  `json:"later" doc:"What is still to come"`
	Code    []string `json:"code" nullable:"false" doc:"Functions that carry it out"`
	Screens []string `json:"screens" nullable:"false"`
	Tests   []string `json:"tests" nullable:"false"`
}
