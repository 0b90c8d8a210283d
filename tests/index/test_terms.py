"""The vocabulary is data: these tests hold it to the promises that the code matching it relies on."""

import re
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from index.analysis import is_han
from index.vocabulary import atoms, load_vocabulary

TERMS = Path(__file__).parents[2] / "index" / "terms"
CONCEPT_FILES = ["health", "city", "measures"]
# What one department's plan speaks of; the words of outside.toml are told from these.
HOME_FILES = ["health", "measures"]

# An outside word may stand inside a concept's longer form: the longer form wins where both fit.
COVERED = {
    "medical school",
    "school health",
    "school dental care",
    "school medical service",
    "學校健康服務",
    "健康教育",
    "特殊教育需要",
    "vaccine passport",
    "residential care home vaccination",
    "nurse home visit",
    "cardiac arrest",
    "blood bank",
    "sperm bank",
    "chemist shop",
    "foot traffic",
    "public holiday clinic",
    "open on public holidays",
    "district council district",
    "by district council",
    "by district council district",
    "區議會分區",
    "按區議會",
    "按區議會分區",
    "按區議會分區劃分",
}


def load(name):
    return tomllib.loads((TERMS / f"{name}.toml").read_text(encoding="utf-8"))


def key(form):
    """What the matcher compares: 換膝 and 换膝, "insurer" and "insurance" are each one key."""
    return tuple(atom.key for atom in atoms(form))


def concepts(name):
    return load(name)["term"]


def all_concepts(files=CONCEPT_FILES):
    return [term for name in files for term in concepts(name)]


def areas():
    return load("outside")["area"]


def groups():
    return load("advice")["group"]


def owners(entries, *columns):
    found = defaultdict(set)
    for entry in entries:
        for column in columns:
            for form in entry.get(column, []):
                found[key(form)].add(entry["id"])
    return found


def shared(found):
    return {form: ids for form, ids in found.items() if len(ids) > 1}


def inside(form, words):
    """Whether one of the words stands inside the form."""
    whole = key(form)
    return any(whole[i:j] in words for i in range(len(whole)) for j in range(i + 1, len(whole) + 1))


def check_spelling(entry, english, chinese):
    for form in entry[english]:
        assert form == form.strip().lower(), form
        assert not is_han(form), form
        assert len(form) > 1, form
    for form in entry[chinese]:
        assert form == form.strip(), form
        assert is_han(form), form
        assert len(form) > 1, form


@pytest.mark.parametrize("name", CONCEPT_FILES)
def test_each_concept_has_an_id_and_words_in_both_languages(name):
    for term in concepts(name):
        assert set(term) <= {"id", "en", "zh", "abbr", "broader", "related"}, term["id"]
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", term["id"])
        assert term["en"], term["id"]
        assert term["zh"], term["id"]


@pytest.mark.parametrize("name", CONCEPT_FILES)
def test_forms_are_spelt_as_the_matcher_expects(name):
    for term in concepts(name):
        check_spelling(term, "en", "zh")
        assert all(re.fullmatch(r"[A-Z0-9]{2,6}", short) for short in term.get("abbr", [])), term["id"]


def test_ids_are_unique_over_all_concepts():
    repeated = [term for term, times in Counter(t["id"] for t in all_concepts()).items() if times > 1]
    assert repeated == []


def test_broader_concepts_exist():
    ids = {term["id"] for term in all_concepts()}
    missing = [
        (t["id"], wide)
        for t in all_concepts()
        for wide in (*t.get("broader", []), *t.get("related", []))
        if wide not in ids
    ]
    assert missing == []


def test_no_concept_is_broader_than_itself():
    parents = {term["id"]: term.get("broader", []) for term in all_concepts()}
    for start in parents:
        above, seen = list(parents[start]), set()
        while above:
            wide = above.pop()
            assert wide != start
            if wide not in seen:
                seen.add(wide)
                above += parents[wide]


def test_no_form_belongs_to_two_concepts():
    assert shared(owners(all_concepts(), "en", "zh")) == {}


def test_no_abbreviation_belongs_to_two_concepts():
    shorts = Counter(short for term in all_concepts() for short in term.get("abbr", []))
    assert [short for short, times in shorts.items() if times > 1] == []


def test_areas_name_a_department_in_both_languages_or_in_none():
    for area in areas():
        assert set(area) == {"id", "en", "zh", "words_en", "words_zh"}, area["id"]
        assert bool(area["en"]) == bool(area["zh"]), area["id"]
        check_spelling(area, "words_en", "words_zh")


def test_area_ids_are_unique_and_no_word_leads_to_two_departments():
    assert len({area["id"] for area in areas()}) == len(areas())
    assert shared(owners(areas(), "words_en", "words_zh")) == {}


def test_advice_groups_are_well_formed_and_do_not_overlap():
    assert [group["id"] for group in groups()] == ["advice", "personal-service"]
    for group in groups():
        check_spelling(group, "words_en", "words_zh")
    assert shared(owners(groups(), "words_en", "words_zh")) == {}


def test_outside_words_and_advice_never_claim_a_form_of_the_vocabulary():
    home = set(owners(all_concepts(HOME_FILES), "en", "zh"))
    assert home & set(owners(areas(), "words_en", "words_zh")) == set()
    assert set(owners(all_concepts(), "en", "zh")) & set(owners(groups(), "words_en", "words_zh")) == set()


def test_outside_words_hide_only_inside_forms_known_to_cover_them():
    # 低保 inside 最低保費 or "train" inside "training centre" would turn a health question away.
    outside = set(owners(areas(), "words_en", "words_zh"))
    forms = {form for term in all_concepts(HOME_FILES) for form in term["en"] + term["zh"]}
    assert {form for form in forms if inside(form, outside)} == COVERED


# Chinese is matched wherever its characters stand, English by its stems: what a city's word must not be read into.
@pytest.mark.parametrize(
    "text",
    ["elective operations", "important for patients", "a scan that contains dye", "first published in this period",
     "publicly funded", "accessible on foot or not", "rates of discharge", "people who contracted flu",
     "exhausted patients", "the accounts of the hospitals", "inflammation", "fertility", "an elected surgeon",
     "進行人手調查", "提供電話", "每日出院人次", "最高中位數", "社會計劃", "執業權利", "其中電話", "帳戶數目",
     "審核數目", "總目錄", "通過關於", "安排放射治療", "提高程度", "市民意見", "专家电话", "最低保費", "辦公安排",
     "帶走的打的針", "哪个数据集", "政府", "非空間數據集"],
)  # fmt: skip
def test_harmless_wording_never_reads_as_a_citys_matter(text):
    words = load_vocabulary()
    city = {term["id"] for term in concepts("city")}
    assert {mention.term for mention in words.mentions(atoms(text))} & city == set()


def test_a_departments_name_is_its_own_and_never_that_of_its_matter():
    # Names of datasets are glossed by the first wordings: 房屋署 is the Housing Department, not housing.
    firsts = {term["id"]: (term["en"][0], term["zh"][0]) for term in concepts("city")}
    assert firsts["housing-department"] == ("housing department", "房屋署")
    bodies = {form for id in firsts if id.endswith(("-department", "-bureau")) for form in firsts[id]}
    assert not {term["id"] for term in concepts("city") if bodies & {*term["en"], *term["zh"]} - {*firsts[term["id"]]}}


@pytest.mark.parametrize(
    "text",
    ["list the release dates of the program", "elective operations", "Training and Research Centres", "blood vessels",
     "policy holders", "corrected figures", "Hong Kong SAR", "autism spectrum",
     "最低保費", "每日出院人次", "辦公安排", "市民主要去邊間醫院", "職員工資料", "參考公立醫院", "西九龍", "執業權利"],
)  # fmt: skip
def test_harmless_wording_never_reads_as_another_departments_matter(text):
    assert not inside(text, set(owners(areas(), "words_en", "words_zh")))


@pytest.mark.parametrize(
    "text",
    [
        "where can i get a covid jab",
        "急症室要等幾耐",
        "接種點醫生名單",
        "每一名醫生",
        "地點預約",
        "chest pain, how long is the wait at a&e",
    ],
)
def test_question_for_data_never_reads_as_a_call_for_advice(text):
    assert not inside(text, set(owners(groups(), "words_en", "words_zh")))


# Lay words on the left must reach the concept on the right: the reason for the vocabulary, told by example.
@pytest.mark.parametrize(
    ("form", "concept"),
    [
        ("睇街症", "general-outpatient"),
        ("换膝头", "knee-replacement"),
        ("劏白內障", "cataract"),
        ("照腸鏡", "colonoscopy"),
        ("攞籌", "quota"),
        ("试管婴儿", "ivf"),
        ("打針", "vaccination"),
        ("要等幾耐", "waiting-time"),
        ("住院天数", "length-of-stay"),
        ("醫健通", "electronic-health-record"),
        ("a&e", "accident-emergency"),
        ("dhc express", "district-health-centre-express"),
        ("紅van", "public-light-bus"),
        ("出租车", "taxi"),
        ("地铁", "mtr"),
        ("幾時到站", "estimated-arrival"),
        ("充电桩", "ev-charger"),
        ("打風", "tropical-cyclone"),
        ("公租房", "public-rental-housing"),
        ("等上樓", "housing-application"),
        ("劏房", "subdivided-unit"),
        ("搵工", "employment"),
        ("生果金", "social-security-allowance"),
        ("老人院", "residential-care-home-elderly"),
        ("内涝", "flooding"),
        ("爆水管", "water-suspension"),
        ("food bank", "food-assistance"),
        ("ev charger", "ev-charger"),
        ("按區議會分區", "by-district-council"),
    ],
)
def test_lay_word_reaches_its_concept(form, concept):
    assert owners(all_concepts(), "en", "zh")[key(form)] == {concept}


def test_health_centre_and_its_express_stay_apart():
    parents = {term["id"]: term.get("broader", []) for term in all_concepts()}
    assert "district-health-centre" not in parents["district-health-centre-express"]
    assert "district-health-centre-express" not in parents["district-health-centre"]
