"""The cover says whose plan it is, for which years; failing that, the file name does."""

from __future__ import annotations

import pytest

from corpus.titles import is_title, language_of, read_period, read_plan_identity, spatial_by_title


def identify(*cover: str, document: str = "file.txt", headings: tuple[str, ...] = ()) -> tuple[str, str, str]:
    plan = read_plan_identity(document, cover, headings, "\n".join(cover))
    return plan.id, plan.bureau, plan.bureau_en


COVERS = [
    (
        ("醫務衛生局", "2024-2026年度整合開放數據計劃（包含空間數據計劃）"),
        ("hhb-2024-2026", "醫務衛生局", "Health Bureau"),
    ),
    (("醫務衞生局2024-2026年度整合開放數據計劃",), ("hhb-2024-2026", "醫務衞生局", "Health Bureau")),
    (("地政总署", "2025-2027年度综合开放数据计划"), ("landsd-2025-2027", "地政总署", "Lands Department")),
    (
        ("Integrated Open Data Plan of the Highways Department for 2025 to 2027",),
        ("hyd-2025-2027", "Highways Department", "Highways Department"),
    ),
    (
        (
            "本計劃按數字政策辦公室的指引編製，並由各有關部門於每年年底前公布，以供市民大眾參考之用，詳情請瀏覽資料一線通網站，網址見下。",
            "渠務署",
            "2025年度空間數據計劃",
        ),
        ("dsd-2025", "渠務署", "Drainage Services Department"),
    ),
    (("香港特別行政區政府", "某某委員會秘書處", "2025-26年度開放數據計劃"), ("file-2025-2026", "某某委員會秘書處", "")),
    (("Annual Open Data Plan 2025 of the Ministry of Silly Walks",), ("file-2025", "Ministry of Silly Walks", "")),
    (("2025年度開放數據計劃",), ("file-2025", "", "")),
]


@pytest.mark.parametrize(("cover", "identity"), COVERS)
def test_a_plan_is_known_by_its_bureau_and_period(cover: tuple[str, ...], identity: tuple[str, str, str]) -> None:
    assert identify(*cover) == identity


def test_an_unknown_bureau_falls_back_to_the_file_name() -> None:
    assert identify("Open Data Plan 2025", document="My Plan_2025.en.txt")[0] == "my-plan-2025"


def test_years_are_looked_for_in_the_file_name_and_the_headings() -> None:
    assert identify("開放數據計劃", document="hyd 2024-2026.txt")[0] == "hyd-2024-2026"
    assert identify("路政署", "開放數據計劃", headings=("A. 2025年", "B. 2026年及2027年"))[0].startswith("hyd-2025")


@pytest.mark.parametrize(
    ("document", "plan_id", "bureau"),
    [
        ("td-open-data-plan-2025_en.pdf", "td-2025", "Transport Department"),
        ("CEDD_ODP_2025-27_TC.docx", "cedd-2025-2027", "Civil Engineering and Development Department"),
        ("Plan of the Highways Department 2025.txt", "hyd-2025", "Highways Department"),
        ("standing_committee_plan_2025_en.pdf", "standing-committee-plan-2025", ""),
        ("standing_committee_plan_2025_TC.pdf", "standing-committee-plan-2025", ""),
    ],
)
def test_a_plan_without_a_cover_is_known_by_its_file(document: str, plan_id: str, bureau: str) -> None:
    plan = read_plan_identity(document, (), (), "")
    assert (plan.id, plan.bureau) == (plan_id, bureau)


def test_the_author_is_a_bureau_in_the_language_of_the_plan() -> None:
    assert identify("政府統計處 Census and Statistics Department", "開放數據計劃 2025")[1] == "政府統計處"
    assert identify("香港房屋委員會及房屋署", "開放數據計劃 2025")[0] == "housingd-2025"


def test_a_title_over_two_lines_is_one_title() -> None:
    plan = read_plan_identity("f.txt", ["2025年度開放數據計劃", "（包含空間數據計劃）"], (), "")
    assert plan.title == "2025年度開放數據計劃 （包含空間數據計劃）"


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("2024-2026年度", "2024-2026"),
        ("2024 – 2026", "2024-2026"),
        ("2024年至2026年", "2024-2026"),
        ("2024-26", "2024-2026"),
        ("for 2024 to 2026", "2024-2026"),
        ("2025年度", "2025"),
        ("2025/26 to 2027/28", "2025-2028"),
        ("二零二五至二零二七年度", "2025-2027"),
        ("2025–2027", "2025-2027"),
        ("計劃", ""),
    ],
)
def test_a_period_is_read_as_its_first_and_last_year(title: str, period: str) -> None:
    assert read_period(title) == period


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("醫務衛生局的數據集 CSV", "zh-Hant"),
        ("医务卫生局的数据集 CSV", "zh-Hans"),
        ("The open data plan of 醫務衛生局 with all its data sets for the years to come", "en"),
        ("", "en"),
        ("123", "en"),
    ],
)
def test_the_language_is_that_of_most_of_the_text(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_plan_of_spatial_data_alone_is_told_by_its_title() -> None:
    assert spatial_by_title("Annual Spatial Data Plan 2025")
    assert not spatial_by_title("整合開放數據計劃（包含空間數據計劃）")
    assert is_title("空間數據計劃") and not is_title("空間數據")
